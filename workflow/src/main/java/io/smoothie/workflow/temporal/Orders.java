package io.smoothie.workflow.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.SmoothieOrderWorkflow.HeartbeatTimeout;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.SmoothieOrderWorkflow.WakeUp;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.util.Optional;

/** The orders that Temporal keeps: placing, signalling, asking, cancelling. Thread-safe. */
public final class Orders {
  private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(10);

  private final WorkflowClient client;
  private final Duration cancelTimeout;
  private final PlaceOrder placing;

  public Orders(WorkflowClient client) {
    this(client, CANCEL_TIMEOUT);
  }

  Orders(WorkflowClient client, Duration cancelTimeout) {
    this.client = client;
    this.cancelTimeout = cancelTimeout;
    this.placing = new PlaceOrder(client);
  }

  /**
   * An order that Temporal has accepted.
   *
   * @param already whether it had been placed before, with the same contents
   */
  public record Placed(OrderId order, String runId, boolean already) {}

  /** What came of a signal. */
  public enum Delivery {
    DELIVERED,
    /** The order is over, or there never was one. */
    NO_SUCH_ORDER,
    /** Temporal will never take this signal: too large, or too many. */
    REFUSED
  }

  /** What Temporal knows of an order. */
  public enum State {
    RUNNING,
    CLOSED,
    NOT_FOUND
  }

  /**
   * Places an order; placing the same one again changes nothing.
   *
   * @throws OrderRefusedException when the order cannot be made as it is, or its ID belongs to
   *     another one
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public Placed place(OrderId order, OrderRequest request, String taskQueue) {
    return placing.place(order, request, taskQueue, /* redriveOf= */ null);
  }

  /**
   * As {@link #place}, for an order that was not made: the new one says which order it is placed
   * for again.
   */
  public Placed redrive(OrderId as, OrderRequest request, String taskQueue, OrderId redriveOf) {
    return placing.place(as, request, taskQueue, redriveOf);
  }

  /**
   * The order, if it was placed before, with the same contents.
   *
   * @throws OrderRefusedException when its ID belongs to another one
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public Optional<Placed> placedBefore(OrderId order, OrderRequest request) {
    return placing.placedBefore(order, request);
  }

  /**
   * What the order was placed with; empty when Temporal has no such order, or one whose input
   * cannot be read.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public Optional<OrderRequest> request(OrderId order) {
    return Beginning.of(client, order).flatMap(Beginning::request);
  }

  /** Passes a robot's success on. Throws Temporal's exception when the call should be repeated. */
  public Delivery succeeded(OrderId order, RobotSucceeded success) {
    return signal(order, SmoothieOrderWorkflow.ROBOT_SUCCEEDED, success);
  }

  /** Passes a robot's failure on. Throws Temporal's exception when the call should be repeated. */
  public Delivery failed(OrderId order, RobotFailed failure) {
    return signal(order, SmoothieOrderWorkflow.ROBOT_FAILED, failure);
  }

  /** Wakes a waiting order. Throws Temporal's exception when the call should be repeated. */
  public Delivery wakeUp(OrderId order, int claim) {
    return signal(order, SmoothieOrderWorkflow.WAKE_UP, new WakeUp(claim));
  }

  /**
   * Tells an order that its robot seems not to be heard. Throws Temporal's exception when the call
   * should be repeated.
   */
  public Delivery heartbeatTimeout(OrderId order, RobotName robot) {
    return signal(order, SmoothieOrderWorkflow.HEARTBEAT_TIMEOUT, new HeartbeatTimeout(robot));
  }

  private Delivery signal(OrderId order, String name, Object argument) {
    try {
      client.newUntypedWorkflowStub(order.workflowId()).signal(name, argument);
      return Delivery.DELIVERED;
    } catch (WorkflowNotFoundException e) {
      if (GrpcStatus.isMissingNamespace(e)) {
        throw e;
      }
      return Delivery.NO_SUCH_ORDER;
    } catch (WorkflowServiceException e) {
      if (e.getCause() instanceof StatusRuntimeException status
          && status.getStatus().getCode() == Status.Code.INVALID_ARGUMENT) {
        return Delivery.REFUSED;
      }
      throw e;
    }
  }

  /**
   * Asks for a cancel; asking again is the same request, and has the same answer. Once it is
   * accepted Temporal is asked for its own cancel, too, so that the execution closes as CANCELED
   * and not as failed; nothing else depends on that.
   *
   * @return {@code ACCEPTED} also when the order has ended as cancelled, {@code TOO_LATE} when it
   *     is over for another reason
   * @throws OrderNotFoundException when there is no such order
   * @throws CancelUnconfirmedException when no worker answers within 10 seconds
   * @throws UpdatesRefusedException when this Temporal takes no workflow updates: {@link
   *     #cancelByTemporalAlone} is left
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public CancelAnswer cancel(OrderId order) {
    return new CancelOrder(client, order, cancelTimeout).byUpdate();
  }

  /**
   * Asks only for Temporal's own cancel, which every Temporal server takes. The result does not
   * tell whether the order's ending was decided already: the execution closes as CANCELED in any
   * case.
   *
   * @return {@code ACCEPTED} once it is on record; as for {@link #cancel} when the order is over
   * @throws OrderNotFoundException when there is no such order
   * @throws TemporalUnavailableException when Temporal cannot be asked, or refuses this, too
   */
  public CancelAnswer cancelByTemporalAlone(OrderId order) {
    return new CancelOrder(client, order, cancelTimeout).byTemporalAlone();
  }

  /**
   * What Temporal has of an order; empty when it has none.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public Optional<KnownOrder> find(OrderId order) {
    return FindOrder.find(client, order);
  }

  /** What is thrown when there is no such order. */
  public OrderNotFoundException notFound(OrderId order) {
    return new OrderNotFoundException(order, client.getOptions().getNamespace());
  }

  /**
   * How an order ended that could not say so itself, since Temporal has ended it: by a terminate,
   * or by the timeout of its execution. Empty for every other order.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public Optional<OrderEnding> outsideEnding(OrderId order) {
    return OutsideEnding.of(client, order);
  }

  /**
   * Whether the order runs.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public State state(OrderId order) {
    return status(client, order)
        .map(status -> isOver(status) ? State.CLOSED : State.RUNNING)
        .orElse(State.NOT_FOUND);
  }

  /** Empty when Temporal has no such execution. */
  static Optional<WorkflowExecutionStatus> status(WorkflowClient client, OrderId order) {
    return FindOrder.describe(client, order).map(WorkflowExecutionInfo::getStatus);
  }

  static boolean isOver(WorkflowExecutionStatus status) {
    return switch (status) {
      case WORKFLOW_EXECUTION_STATUS_COMPLETED,
          WORKFLOW_EXECUTION_STATUS_FAILED,
          WORKFLOW_EXECUTION_STATUS_CANCELED,
          WORKFLOW_EXECUTION_STATUS_TERMINATED,
          WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW,
          WORKFLOW_EXECUTION_STATUS_TIMED_OUT ->
          true;
      // It runs, is paused, or has a status that only a newer server knows: it keeps what it has.
      default -> false;
    };
  }
}
