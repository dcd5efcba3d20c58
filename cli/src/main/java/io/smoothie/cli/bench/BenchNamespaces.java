package io.smoothie.cli.bench;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.failure.InnermostCause;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.temporal.api.operatorservice.v1.DeleteNamespaceRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.ListNamespacesRequest;
import io.temporal.api.workflowservice.v1.ListNamespacesResponse;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes and deletes namespaces of Temporal. */
final class BenchNamespaces {
  private static final int DELETE_SECONDS = 10;

  /** Each of a server's parts looks for new namespaces every few seconds. */
  private static final Duration USABLE = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 200;

  private final TemporalConnection temporal;

  BenchNamespaces(TemporalConnection temporal) {
    this.temporal = temporal;
  }

  /** Those whose names begin with {@code prefix}; none where they cannot be listed. */
  List<String> list(String prefix) {
    List<String> names = new ArrayList<>();
    ByteString page = ByteString.EMPTY;
    try {
      do {
        ListNamespacesResponse response =
            temporal
                .stubs()
                .blockingStub()
                .listNamespaces(ListNamespacesRequest.newBuilder().setNextPageToken(page).build());
        response.getNamespacesList().forEach(one -> names.add(one.getNamespaceInfo().getName()));
        page = response.getNextPageToken();
      } while (!page.isEmpty());
    } catch (StatusRuntimeException e) {
      // A server that lists none lets none be made either, which is said then.
      return List.of();
    }
    return names.stream().filter(name -> name.startsWith(prefix)).sorted().toList();
  }

  /**
   * Makes one, which can be used some seconds later: {@link #awaitUsable}.
   *
   * @throws CommandFailure when Temporal does not let us make it; says what to do
   */
  void make(String name) {
    try {
      var unused =
          temporal
              .stubs()
              .blockingStub()
              .registerNamespace(
                  RegisterNamespaceRequest.newBuilder()
                      .setNamespace(name)
                      .setDescription("Of smoothie bench, which deletes it at its end.")
                      .setWorkflowExecutionRetentionPeriod(Durations.fromDays(1))
                      .build());
    } catch (StatusRuntimeException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          ("Temporal at %s lets no namespace be made (%s), and bench needs one of its own, so that it meets no order"
                  + " of the shop. Let it make one, or name another Temporal: `temporal server start-dev` lets it.")
              .formatted(temporal.address(), InnermostCause.inWords(e)),
          e);
    }
  }

  /**
   * @throws CommandFailure when it cannot be used within a minute
   */
  void awaitUsable(String name) throws InterruptedException {
    long until = System.nanoTime() + USABLE.toNanos();
    while (true) {
      try {
        var unused =
            temporal
                .stubs()
                .blockingStub()
                .describeTaskQueue(
                    DescribeTaskQueueRequest.newBuilder()
                        .setNamespace(name)
                        .setTaskQueue(TaskQueue.newBuilder().setName(BenchPlace.TASK_QUEUE))
                        .build());
        return;
      } catch (StatusRuntimeException e) {
        if (e.getStatus().getCode() != Status.Code.NOT_FOUND || System.nanoTime() > until) {
          throw new CommandFailure(
              ExitCode.UNAVAILABLE,
              "Temporal at %s has made the namespace %s, and does not let it be used (%s)."
                  .formatted(temporal.address(), name, InnermostCause.inWords(e)),
              e);
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  /**
   * Temporal deletes what is in it by and by; one that is not there is fine.
   *
   * @throws StatusRuntimeException when Temporal does not
   */
  void delete(String name) {
    try {
      var unused =
          OperatorServiceGrpc.newBlockingStub(temporal.stubs().blockingStub().getChannel())
              .withDeadlineAfter(DELETE_SECONDS, TimeUnit.SECONDS)
              .deleteNamespace(DeleteNamespaceRequest.newBuilder().setNamespace(name).build());
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
    }
  }
}
