package io.smoothie.workflow.temporal;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.OrderId;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.taskqueue.v1.PollerInfo;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.update.v1.Input;
import io.temporal.api.update.v1.Meta;
import io.temporal.api.update.v1.Request;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.UpdateWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a Temporal says of itself, as far as orders need it.
 *
 * @param version the server's; empty when it does not say
 * @param retention for how long it keeps what is over; zero when it does not say
 * @param workers the identities that poll the task queue for both workflows and activities; null
 *     when it does not tell
 * @param searchAttributes whether orders can be placed with {@link
 *     io.smoothie.workflow.OrderSearchAttributes}
 * @param updates whether it takes workflow updates, by which orders are cancelled
 */
public record TemporalReport(
    TemporalNamespace namespace,
    String version,
    Duration retention,
    @Nullable Set<String> workers,
    boolean searchAttributes,
    boolean updates) {
  private static final int CALL_SECONDS = 5;

  /**
   * A server remembers who polled for some minutes; a poll lasts one minute at most, and the next
   * one follows at once.
   */
  private static final Duration POLLS = Duration.ofSeconds(75);

  /**
   * Asks.
   *
   * @throws TemporalUnavailableException when it does not answer
   */
  public static TemporalReport of(TemporalConnection temporal, String taskQueue) {
    try {
      WorkflowServiceBlockingStub stub =
          temporal.stubs().blockingStub().withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
      DescribeNamespaceResponse namespace =
          stub.describeNamespace(
              DescribeNamespaceRequest.newBuilder().setNamespace(temporal.namespace()).build());
      return new TemporalReport(
          new TemporalNamespace(
              temporal.namespace(), namespace.getNamespaceInfo().getId(), temporal.address()),
          stub.getSystemInfo(GetSystemInfoRequest.getDefaultInstance()).getServerVersion(),
          Duration.ofMillis(
              Durations.toMillis(namespace.getConfig().getWorkflowExecutionRetentionTtl())),
          workers(stub, temporal.namespace(), taskQueue),
          SearchAttributeRegistration.isDone(temporal.client()),
          takesUpdates(stub, temporal.namespace()));
    } catch (StatusRuntimeException e) {
      throw TemporalUnavailableException.unreached(temporal.address(), temporal.namespace(), e);
    }
  }

  private static @Nullable Set<String> workers(
      WorkflowServiceBlockingStub stub, String namespace, String taskQueue) {
    try {
      Set<String> both =
          polling(stub, namespace, taskQueue, TaskQueueType.TASK_QUEUE_TYPE_WORKFLOW);
      both.retainAll(polling(stub, namespace, taskQueue, TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY));
      return both;
    } catch (StatusRuntimeException e) {
      // The in-memory server cannot.
      if (e.getStatus().getCode() == Status.Code.UNIMPLEMENTED) {
        return null;
      }
      throw e;
    }
  }

  private static Set<String> polling(
      WorkflowServiceBlockingStub stub, String namespace, String taskQueue, TaskQueueType type) {
    Instant recently = Instant.now().minus(POLLS);
    Set<String> identities = new TreeSet<>();
    for (PollerInfo poller :
        stub.describeTaskQueue(
                DescribeTaskQueueRequest.newBuilder()
                    .setNamespace(namespace)
                    .setTaskQueue(TaskQueue.newBuilder().setName(taskQueue))
                    .setTaskQueueType(type)
                    .build())
            .getPollersList()) {
      if (Timestamps.toMillis(poller.getLastAccessTime()) > recently.toEpochMilli()) {
        identities.add(poller.getIdentity());
      }
    }
    return identities;
  }

  /** Asks for an update of an order that does not exist: nothing is changed by it. */
  private static boolean takesUpdates(WorkflowServiceBlockingStub stub, String namespace) {
    try {
      var unused =
          stub.updateWorkflowExecution(
              UpdateWorkflowExecutionRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowExecution(
                      WorkflowExecution.newBuilder().setWorkflowId(OrderId.random().workflowId()))
                  .setRequest(
                      Request.newBuilder()
                          .setMeta(Meta.newBuilder().setUpdateId(UUID.randomUUID().toString()))
                          .setInput(Input.newBuilder().setName("none")))
                  .build());
      return true;
    } catch (StatusRuntimeException e) {
      return !CancelOrder.UPDATES_REFUSED.contains(e.getStatus().getCode());
    }
  }
}
