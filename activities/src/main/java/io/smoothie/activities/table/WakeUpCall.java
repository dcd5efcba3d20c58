package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;

/**
 * An order to be signalled now that the transaction has committed.
 *
 * @param claim the number of the claim that queued
 */
public record WakeUpCall(OrderId order, int claim) {}
