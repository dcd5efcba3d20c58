package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One claim of an order for a robot.
 *
 * @param claim the number of this claim among the order's, from 1
 * @param priority 1 (first) to 5
 * @param started when the order was due: its workflow's start, or later if it is scheduled; with
 *     the priority it decides who is served first
 * @param queue whether to wait when no robot is free
 * @param params what else the robot is to be told, in the order's first claim, which checks it;
 *     null in later claims and where there is none
 * @param robots which robots may take the order; null when every one may
 */
public record ClaimRequest(
    OrderId order,
    int claim,
    int priority,
    Instant started,
    boolean queue,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JobData params,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Needs robots) {
  /** One without params that every robot may take. */
  public ClaimRequest(OrderId order, int claim, int priority, Instant started, boolean queue) {
    this(order, claim, priority, started, queue, null, null);
  }

  /** Which robots may take the order. */
  @JsonIgnore
  public Needs needs() {
    return robots == null ? Needs.NONE : robots;
  }
}
