package io.smoothie.workflow;

import java.util.List;

/** The types of the failures an order can end with, as Temporal shows them. */
public final class FailureType {
  /** The order itself cannot be made: a bad name, ID, duration or number. */
  public static final String INVALID_ORDER = "InvalidOrder";

  /** No robot was free, and the order does not queue; or no robot there is can take it. */
  public static final String NO_ROBOT_AVAILABLE = "NoRobotAvailable";

  /** No robot came free within the queue timeout. */
  public static final String QUEUE_TIMED_OUT = "QueueTimedOut";

  /** The broker did not take the order's message. */
  public static final String BROKER_UNAVAILABLE = "BrokerUnavailable";

  /** No gateway was listening, so that no robot was told, or no robot's answer could be heard. */
  public static final String GATEWAY_UNAVAILABLE = "GatewayUnavailable";

  /** The only attempt passed its start-to-close timeout. */
  public static final String ROBOT_TIMED_OUT = "RobotTimedOut";

  /** The robot of the only attempt reported a failure. */
  public static final String ROBOT_FAILED = "RobotFailed";

  /** As many robots as allowed, or every robot there is, have tried. */
  public static final String ATTEMPTS_EXHAUSTED = "AttemptsExhausted";

  /** The order's limit passed before another attempt could begin. */
  public static final String LIMIT_EXCEEDED = "LimitExceeded";

  /** The table knows that the order has ended before: its workflow was reset. */
  public static final String ORDER_CLOSED = "OrderClosed";

  /** Cancelled by our update (a cancel of Temporal's own ends an order as CANCELED). */
  public static final String ORDER_CANCELLED = "OrderCancelled";

  /** Terminated through Temporal: the workflow had no say in it. */
  public static final String TERMINATED = "Terminated";

  /** The timeout that its execution was started with has passed. */
  public static final String WORKFLOW_TIMED_OUT = "WorkflowTimedOut";

  /** A defect of ours. */
  public static final String INTERNAL_ERROR = "InternalError";

  /** Those of orders that failed, which a cancelled order has not. */
  static final List<String> OF_FAILED =
      List.of(
          INVALID_ORDER,
          NO_ROBOT_AVAILABLE,
          QUEUE_TIMED_OUT,
          BROKER_UNAVAILABLE,
          GATEWAY_UNAVAILABLE,
          ROBOT_TIMED_OUT,
          ROBOT_FAILED,
          ATTEMPTS_EXHAUSTED,
          LIMIT_EXCEEDED,
          ORDER_CLOSED,
          INTERNAL_ERROR);

  private FailureType() {}
}
