package io.smoothie.cli.show;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.HistoryEventFilterType;
import io.temporal.api.errordetails.v1.NamespaceNotFoundFailure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.MetricsTag;
import io.temporal.serviceclient.StatusUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads histories from Temporal. Thread-safe. */
public final class HistoryReader {
  private static final long READ_AGAIN_MS = 200;

  private final TemporalConnection temporal;
  private final DataConverter converter;

  public HistoryReader(TemporalConnection temporal) {
    this.temporal = temporal;
    converter = temporal.client().getOptions().getDataConverter();
  }

  /**
   * The whole history as it is now.
   *
   * @throws OrderNotFoundException when there is no such order
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public History read(OrderId order) {
    List<HistoryEvent> events = new ArrayList<>();
    ByteString token = ByteString.EMPTY;
    do {
      GetWorkflowExecutionHistoryResponse page = page(order, false, token);
      events.addAll(page.getHistory().getEventsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    History history = new History(order, events, converter);
    if (!history.isOrder()) {
      throw new OrderNotFoundException(order, temporal.namespace());
    }
    return history;
  }

  /**
   * An execution's beginning and end.
   *
   * @param ending null while it runs
   */
  public record Closing(OrderRequest request, @Nullable Ending ending) {}

  /**
   * The request and the ending of an execution of our workflow, whose ID need not be that of an
   * order; empty when the execution no longer exists. Reads the first page only: an execution that
   * is refused has no more.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public Optional<Closing> closing(WorkflowExecution execution) {
    return page(request(execution).build())
        .map(page -> page.getHistory().getEventsList())
        .map(
            events ->
                new Closing(
                    events.stream()
                        .map(event -> event.getWorkflowExecutionStartedEventAttributes().getInput())
                        .flatMap(
                            input -> new Payload(input, converter).as(OrderRequest.class).stream())
                        .findFirst()
                        .orElse(OrderRequest.of("")),
                    new EndingEvents(converter).in(events)));
  }

  /**
   * Waits for the order's ending, in one call, and so for as long as the server lets it last: some
   * 20 s. Reads the event that closes it alone.
   *
   * @return empty when it has not ended; to be asked again
   * @throws OrderNotFoundException when there is no such order
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  public Optional<Ending> awaitEnding(OrderId order) {
    GetWorkflowExecutionHistoryResponse page =
        page(request(execution(order))
                .setWaitNewEvent(true)
                .setHistoryEventFilterType(
                    HistoryEventFilterType.HISTORY_EVENT_FILTER_TYPE_CLOSE_EVENT)
                .build())
            .orElseThrow(() -> new OrderNotFoundException(order, temporal.namespace()));
    Ending ending = new EndingEvents(converter).in(page.getHistory().getEventsList());
    // Why an order was cancelled is said before its last event.
    return ending != null && ending.status() == OrderStatus.CANCELLED
        ? Optional.ofNullable(read(order).story().ending())
        : Optional.ofNullable(ending);
  }

  /** See {@link PendingActivity#of}. */
  public @Nullable String pending(OrderStory story) {
    return PendingActivity.of(temporal, story);
  }

  /**
   * Hands the events on as they come, until the workflow closes or the thread is interrupted; each
   * batch may begin again from the first event.
   *
   * @throws OrderNotFoundException when there is no such order
   * @throws TemporalUnavailableException when Temporal cannot be asked; following may be tried
   *     again
   */
  public void follow(OrderId order, Consumer<List<HistoryEvent>> events)
      throws InterruptedException {
    boolean streams = hasLongPoll();
    ByteString token = ByteString.EMPTY;
    boolean open = true;
    while (open) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      GetWorkflowExecutionHistoryResponse page = page(order, streams, token);
      List<HistoryEvent> batch = page.getHistory().getEventsList();
      events.accept(batch);
      token = page.getNextPageToken();
      open = streams ? !token.isEmpty() : new EndingEvents(converter).in(batch) == null;
      if (open && !streams) {
        Thread.sleep(READ_AGAIN_MS);
      }
    }
  }

  /**
   * Whether the server's long poll can be used. That of the in-memory server skips events; this
   * server is known by its empty version.
   */
  private boolean hasLongPoll() {
    try {
      return !temporal
          .stubs()
          .blockingStub()
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
          .getServerVersion()
          .isEmpty();
    } catch (StatusRuntimeException e) {
      throw TemporalAway.because(temporal, e);
    }
  }

  private GetWorkflowExecutionHistoryResponse page(
      OrderId order, boolean waitNewEvent, ByteString token) {
    return page(request(execution(order))
            .setWaitNewEvent(waitNewEvent)
            .setNextPageToken(token)
            .build())
        .orElseThrow(() -> new OrderNotFoundException(order, temporal.namespace()));
  }

  /** Empty when there is no such execution. */
  private Optional<GetWorkflowExecutionHistoryResponse> page(
      GetWorkflowExecutionHistoryRequest request) {
    try {
      return Optional.of(
          temporal
              .stubs()
              .blockingStub()
              .withOption(MetricsTag.HISTORY_LONG_POLL_CALL_OPTIONS_KEY, request.getWaitNewEvent())
              .getWorkflowExecutionHistory(request));
    } catch (StatusRuntimeException e) {
      if (isNotFound(e)) {
        return Optional.empty();
      }
      throw TemporalAway.because(temporal, e);
    }
  }

  private GetWorkflowExecutionHistoryRequest.Builder request(WorkflowExecution execution) {
    return GetWorkflowExecutionHistoryRequest.newBuilder()
        .setNamespace(temporal.namespace())
        .setExecution(execution);
  }

  private static WorkflowExecution execution(OrderId order) {
    return WorkflowExecution.newBuilder().setWorkflowId(order.workflowId()).build();
  }

  /** Only its detail tells a NOT_FOUND about the namespace from a NOT_FOUND about an execution. */
  private static boolean isNotFound(StatusRuntimeException e) {
    return e.getStatus().getCode() == Status.Code.NOT_FOUND
        && !StatusUtils.hasFailure(e, NamespaceNotFoundFailure.class);
  }
}
