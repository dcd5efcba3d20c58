package io.smoothie.workflow.temporal;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import java.time.Instant;
import java.util.Optional;

/**
 * An order as Temporal has it.
 *
 * @param placed when, to the millisecond
 * @param outcome how its execution has ended; empty while it runs
 * @param request what it was placed with; empty when another program placed it with an input that
 *     cannot be read as a request
 * @param redriveOf which order it was placed for again; empty for any other
 */
public record KnownOrder(
    OrderId order,
    Instant placed,
    Optional<OrderOutcome> outcome,
    Optional<OrderRequest> request,
    Optional<OrderId> redriveOf) {}
