package io.smoothie.cli.show;

import io.smoothie.workflow.OrderFailure;
import io.smoothie.workflow.OrderResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an order ended.
 *
 * @param type the failure's type as Temporal shows it, or null when the order was made
 * @param message why it was not made, or null
 * @param failure what the workflow said of its failure, or null when it said nothing readable
 * @param result what was made, or null
 */
public record Ending(
    OrderStatus status,
    Instant at,
    @Nullable String type,
    @Nullable String message,
    @Nullable OrderFailure failure,
    @Nullable OrderResult result) {}
