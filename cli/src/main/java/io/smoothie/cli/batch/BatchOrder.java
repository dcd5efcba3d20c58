package io.smoothie.cli.batch;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;

/** An order of a batch, and the number of its line. */
public record BatchOrder(int line, OrderId id, OrderRequest request) {}
