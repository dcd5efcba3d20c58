package io.smoothie.workflow.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.api.trace.SpanKind;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderSearchAttributes;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.Orders.Placed;
import io.smoothie.workflow.trace.OpenSpan;
import io.smoothie.workflow.trace.Tracing;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import io.temporal.common.converter.DataConverterException;
import java.util.Optional;

/** Starts the workflow of an order, or finds that the same order was placed before. Thread-safe. */
final class PlaceOrder {
  private final WorkflowClient client;

  /** Whether the namespace is known to have the search attributes; asked until it has. */
  private volatile boolean attributesKnown;

  PlaceOrder(WorkflowClient client) {
    this.client = client;
  }

  Placed place(OrderId order, OrderRequest request, String taskQueue) {
    request
        .refusal()
        .ifPresent(
            sentence -> {
              throw new OrderRefusedException(sentence);
            });
    // With the conflict policy USE_EXISTING the stub would hide whether this call started it.
    WorkflowOptions without =
        WorkflowOptions.newBuilder()
            .setWorkflowId(order.workflowId())
            .setTaskQueue(taskQueue)
            .setStaticSummary(Text.forMarkdown(request.smoothie()))
            .setStaticDetails(Text.forMarkdown("Order %s: %s".formatted(order, inWords(request))))
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
            .build();
    WorkflowOptions with =
        WorkflowOptions.newBuilder(without)
            .setTypedSearchAttributes(OrderSearchAttributes.placed(request))
            .build();
    try (OpenSpan span = Tracing.begin("place order", SpanKind.CLIENT).about(order)) {
      return span.inside(() -> new Placed(order, start(request, with, without), false));
    } catch (WorkflowExecutionAlreadyStarted before) {
      return placedBefore(order, request, before.getExecution().getRunId());
    } catch (WorkflowServiceException e) {
      throw TemporalUnavailableException.asked(client, "to place order " + order, e);
    }
  }

  /**
   * Without search attributes where the namespace does not know them, or does not know them yet at
   * every one of its frontends.
   */
  private String start(OrderRequest request, WorkflowOptions with, WorkflowOptions without) {
    if (!attributesKnown && !SearchAttributeRegistration.isDone(client)) {
      return start(request, without);
    }
    attributesKnown = true;
    try {
      return start(request, with);
    } catch (WorkflowServiceException e) {
      StatusRuntimeException status = GrpcStatus.of(e);
      if (status == null || status.getStatus().getCode() != Status.Code.INVALID_ARGUMENT) {
        throw e;
      }
      return start(request, without);
    }
  }

  private String start(OrderRequest request, WorkflowOptions options) {
    return client
        .newUntypedWorkflowStub(SmoothieOrderWorkflow.TYPE, options)
        .start(request)
        .getRunId();
  }

  private Placed placedBefore(OrderId order, OrderRequest request, String runId) {
    WorkflowExecutionStartedEventAttributes started = started(order, runId);
    if (!started.getWorkflowType().getName().equals(SmoothieOrderWorkflow.TYPE)) {
      throw new OrderRefusedException(
          "The ID %s belongs to a workflow of another type: choose another ID.".formatted(order));
    }
    Optional<OrderRequest> other = contents(started);
    if (!other.equals(Optional.of(request))) {
      throw new OrderRefusedException(
          ("Order %s was placed before, with other contents (%s): choose another ID, or see"
                  + " `smoothie orders show %s`.")
              .formatted(
                  order, other.map(PlaceOrder::inWords).orElse("none that can be read"), order));
    }
    return new Placed(order, runId, true);
  }

  /**
   * The request that an order was placed with; empty when another program placed it with an input
   * that cannot be read as a request.
   */
  private Optional<OrderRequest> contents(WorkflowExecutionStartedEventAttributes started) {
    try {
      return Optional.ofNullable(
          client
              .getOptions()
              .getDataConverter()
              .fromPayloads(
                  0, Optional.of(started.getInput()), OrderRequest.class, OrderRequest.class));
    } catch (DataConverterException e) {
      return Optional.empty();
    }
  }

  private WorkflowExecutionStartedEventAttributes started(OrderId order, String runId) {
    try {
      // Not by the SDK's stream of events, which reads two pages of them ahead.
      return client
          .getWorkflowServiceStubs()
          .blockingStub()
          .getWorkflowExecutionHistory(
              GetWorkflowExecutionHistoryRequest.newBuilder()
                  .setNamespace(client.getOptions().getNamespace())
                  .setExecution(
                      WorkflowExecution.newBuilder()
                          .setWorkflowId(order.workflowId())
                          .setRunId(runId))
                  .setMaximumPageSize(1)
                  .build())
          .getHistory()
          .getEvents(0)
          .getWorkflowExecutionStartedEventAttributes();
    } catch (StatusRuntimeException e) {
      throw TemporalUnavailableException.asked(client, "to look at order " + order, e);
    }
  }

  private static String inWords(OrderRequest request) {
    return "%s; %s"
        .formatted(
            Text.forOneLine(request.smoothie(), OrderRequest.MAX_SMOOTHIE_CODE_POINTS),
            request.terms());
  }
}
