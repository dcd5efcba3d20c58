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
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the workflow of an order, or finds that the same order was placed before. Thread-safe. */
final class PlaceOrder {
  private final WorkflowClient client;

  /** Whether the namespace is known to have the search attributes; asked until it has. */
  private volatile boolean attributesKnown;

  PlaceOrder(WorkflowClient client) {
    this.client = client;
  }

  /**
   * @param redriveOf the order for which this one is placed again, or null
   */
  Placed place(OrderId order, OrderRequest request, String taskQueue, @Nullable OrderId redriveOf) {
    Instant now = Instant.now();
    request
        .refusal()
        .or(() -> request.problemOfDue(now).map("This is not an order: %s."::formatted))
        .ifPresent(
            sentence -> {
              throw new OrderRefusedException(sentence);
            });
    // With the conflict policy USE_EXISTING the stub would hide whether this call started it.
    WorkflowOptions without =
        WorkflowOptions.newBuilder()
            .setWorkflowId(order.workflowId())
            .setTaskQueue(taskQueue)
            .setStartDelay(startDelay(request.due(), now))
            .setMemo(redriveOf == null ? null : Map.of(FindOrder.REDRIVE_OF, redriveOf.value()))
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
      return placedBefore(order, request)
          .orElseThrow(() -> TemporalUnavailableException.asked(client, "to look at it", before));
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

  /**
   * The order, if it was placed before.
   *
   * @throws OrderRefusedException when its ID belongs to another one
   */
  Optional<Placed> placedBefore(OrderId order, OrderRequest request) {
    return Beginning.of(client, order).map(beginning -> same(order, request, beginning));
  }

  private static Placed same(OrderId order, OrderRequest request, Beginning beginning) {
    if (!beginning.isOrder()) {
      throw new OrderRefusedException(
          "The ID %s belongs to a workflow of another type: choose another ID.".formatted(order));
    }
    if (!beginning.request().equals(Optional.of(request))) {
      throw new OrderRefusedException(
          ("Order %s was placed before, with other contents (%s): choose another ID, or see"
                  + " `smoothie orders show %s`.")
              .formatted(
                  order,
                  beginning.request().map(PlaceOrder::inWords).orElse("none that can be read"),
                  order));
    }
    return new Placed(order, beginning.runId(), true);
  }

  /** Null for an order that is due at once. */
  private static @Nullable Duration startDelay(@Nullable Instant due, Instant now) {
    return due == null || !due.isAfter(now) ? null : Duration.between(now, due);
  }

  /** The request on one line, without its params. */
  static String inWords(OrderRequest request) {
    return "%s; %s"
        .formatted(
            Text.forOneLine(request.smoothie(), OrderRequest.MAX_SMOOTHIE_CODE_POINTS),
            request.terms());
  }
}
