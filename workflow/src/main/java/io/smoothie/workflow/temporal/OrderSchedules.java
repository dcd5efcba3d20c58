package io.smoothie.workflow.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderSearchAttributes;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.failure.InnermostCause;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleListActionStartWorkflow;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Orders that are placed again and again, by Temporal's Schedules. Thread-safe.
 *
 * <p>Every method throws {@link ScheduleRefusedException} when the schedule is not there, or this
 * Temporal has no Schedules (the in-memory server); and {@link TemporalUnavailableException} when
 * Temporal cannot be asked.
 */
public final class OrderSchedules {
  /**
   * For how long what a schedule has missed, while Temporal was away, is made up for: Temporal's
   * own default is a year.
   */
  private static final Duration CATCH_UP = Duration.ofHours(1);

  private final WorkflowClient client;
  private final ScheduleClient schedules;

  public OrderSchedules(WorkflowClient client) {
    this.client = client;
    schedules =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setDataConverter(client.getOptions().getDataConverter())
                .setIdentity(client.getOptions().getIdentity())
                .build());
  }

  /**
   * Creates a schedule.
   *
   * @throws IllegalArgumentException when Temporal does not take it as it is; says why
   * @throws ScheduleRefusedException also when there is one of that name
   */
  public OrderSchedule create(
      ScheduleName name, OrderRequest request, Recurrence when, Overlap overlap, String taskQueue) {
    Schedule schedule =
        Schedule.newBuilder()
            .setAction(action(name, request, taskQueue))
            .setSpec(when.spec())
            .setPolicy(
                SchedulePolicy.newBuilder()
                    .setOverlap(overlap.policy())
                    .setCatchupWindow(CATCH_UP)
                    .build())
            .build();
    return asked(
        name.value(),
        () ->
            OrderSchedule.of(
                schedules
                    .createSchedule(name.value(), schedule, ScheduleOptions.newBuilder().build())
                    .describe()));
  }

  /** All schedules of orders, by name. One that was just made may be missing. */
  public List<OrderSchedule> list() {
    return asked(
        "",
        () ->
            schedules
                .listSchedules()
                .filter(OrderSchedules::isOfOrders)
                .flatMap(listed -> find(listed.getScheduleId()).stream())
                .sorted(Comparator.comparing(OrderSchedule::name))
                .toList());
  }

  /** No orders are placed until it is resumed. Pausing one that is paused changes nothing. */
  public void pause(String name) {
    withOurs(name, schedule -> schedule.pause("smoothie schedules pause"));
  }

  /** Orders are placed again, from the next time on. */
  public void resume(String name) {
    withOurs(name, schedule -> schedule.unpause("smoothie schedules resume"));
  }

  /** The orders that it has placed stay. */
  public void delete(String name) {
    withOurs(name, ScheduleHandle::delete);
  }

  private ScheduleActionStartWorkflow action(
      ScheduleName name, OrderRequest request, String taskQueue) {
    WorkflowOptions.Builder options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(name.workflowId())
            .setTaskQueue(taskQueue)
            .setStaticSummary(Text.forMarkdown(request.smoothie()))
            .setStaticDetails(
                Text.forMarkdown("Schedule %s: %s".formatted(name, PlaceOrder.inWords(request))));
    if (SearchAttributeRegistration.isDone(client)) {
      options.setTypedSearchAttributes(OrderSearchAttributes.placed(request));
    }
    return ScheduleActionStartWorkflow.newBuilder()
        .setWorkflowType(SmoothieOrderWorkflow.TYPE)
        .setArguments(request)
        .setOptions(options.build())
        .build();
  }

  /** A schedule of this name that starts something else than orders is none of ours. */
  private void withOurs(String name, Consumer<ScheduleHandle> what) {
    var unused =
        asked(
            name,
            () -> {
              ScheduleHandle handle = schedules.getHandle(name);
              if (OrderSchedule.action(handle.describe()).isEmpty()) {
                throw noSuch(name, null);
              }
              what.accept(handle);
              return name;
            });
  }

  private static boolean isOfOrders(ScheduleListDescription listed) {
    return listed.getSchedule().getAction() instanceof ScheduleListActionStartWorkflow starts
        && starts.getWorkflow().equals(SmoothieOrderWorkflow.TYPE);
  }

  /** Empty when it was deleted since it was listed. */
  private Optional<OrderSchedule> find(String name) {
    try {
      return Optional.of(OrderSchedule.of(schedules.getHandle(name).describe()));
    } catch (ScheduleException e) {
      if (isNotFound(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private <T> T asked(String name, Supplier<T> call) {
    try {
      return call.get();
    } catch (ScheduleAlreadyRunningException e) {
      throw new ScheduleRefusedException(
          "There is a schedule %s already: choose another name, or see `smoothie schedules list`."
              .formatted(name),
          e);
    } catch (ScheduleException | StatusRuntimeException e) {
      throw inWords(name, e);
    }
  }

  private RuntimeException inWords(String name, RuntimeException failure) {
    StatusRuntimeException status = GrpcStatus.of(failure);
    if (status != null && isNotFound(failure)) {
      return noSuch(name, failure);
    }
    Status.Code code = status == null ? Status.Code.UNKNOWN : status.getStatus().getCode();
    return switch (code) {
      case UNIMPLEMENTED ->
          new ScheduleRefusedException(
              "This Temporal has no Schedules, as the in-memory one has none: use a Temporal server,"
                  + " such as that of `smoothie up` where there is a `temporal` binary.",
              failure);
      case INVALID_ARGUMENT ->
          new IllegalArgumentException(
              "Temporal does not take schedule %s: %s."
                  .formatted(name, InnermostCause.inWords(failure)),
              failure);
      default -> TemporalUnavailableException.asked(client, "about schedules", failure);
    };
  }

  private static boolean isNotFound(RuntimeException failure) {
    StatusRuntimeException status = GrpcStatus.of(failure);
    return status != null
        && status.getStatus().getCode() == Status.Code.NOT_FOUND
        && !GrpcStatus.isMissingNamespace(failure);
  }

  private static ScheduleRefusedException noSuch(String name, @Nullable Throwable cause) {
    return new ScheduleRefusedException(
        "There is no schedule %s of orders: see `smoothie schedules list`."
            .formatted(Text.forOneLine(name, 120)),
        cause);
  }
}
