package io.smoothie.activities.table;

import io.smoothie.workflow.temporal.TemporalNamespace;
import java.util.Optional;

/**
 * What handing a table over to another Temporal did.
 *
 * @param already whether the table was that Temporal's before, so that nothing was done
 * @param from whose it was; empty when it belonged to none
 * @param robots how many were freed
 * @param waiters how many orders were taken out of the queue
 */
public record TakenOver(
    boolean already, Optional<TemporalNamespace> from, int robots, int waiters) {}
