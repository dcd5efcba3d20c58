package io.smoothie.workflow.trace;

import io.opentelemetry.api.trace.SpanKind;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.ListeningRequest;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One try of an activity: a span named as the activity. */
final class TracedActivity extends ActivityInboundCallsInterceptorBase {
  private @Nullable ActivityInfo info;

  TracedActivity(ActivityInboundCallsInterceptor next) {
    super(next);
  }

  @Override
  public void init(ActivityExecutionContext context) {
    info = context.getInfo();
    super.init(context);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    Optional<TraceParent> order = TraceHeader.read(input.getHeader());
    ActivityInfo activity = info;
    if (order.isEmpty() || activity == null) {
      return super.execute(input);
    }
    try (OpenSpan span = Tracing.resume(activity.getActivityType(), SpanKind.INTERNAL, order)) {
      span.with(SpanAttribute.TRY, activity.getAttempt());
      OrderId.ofTaskToken(activity.getWorkflowId()).ifPresent(span::about);
      describe(span, input.getArguments()[0]);
      try {
        ActivityOutput output = span.inside(() -> super.execute(input));
        if (output.getResult() instanceof ClaimResult claim && claim.robot() != null) {
          span.about(claim.robot());
        }
        return output;
      } catch (RuntimeException e) {
        if (!isWaiting(e)) {
          span.failed(e.getClass().getName());
        }
        throw e;
      }
    }
  }

  private static void describe(OpenSpan span, @Nullable Object request) {
    if (request instanceof ClaimRequest claims) {
      span.with(SpanAttribute.CLAIM, claims.claim());
    } else if (request instanceof TellRequest tells) {
      describe(span, tells.claim(), tells.robot());
    } else if (request instanceof FinishRequest finishes) {
      describe(span, finishes.claim(), finishes.robot());
    } else if (request instanceof BrokenRequest breaks) {
      describe(span, breaks.claim(), breaks.robot());
    } else if (request instanceof FreeRequest frees) {
      describe(span, frees.claim(), frees.robot());
    } else if (request instanceof ListeningRequest asks) {
      describe(span, asks.claim(), asks.robot());
    }
  }

  private static void describe(OpenSpan span, int claim, RobotName robot) {
    span.with(SpanAttribute.CLAIM, claim).about(robot);
  }

  /** Whether its failure is how an order waits, and no trouble. */
  private static boolean isWaiting(RuntimeException e) {
    return e instanceof ApplicationFailure failure
        && failure.getCategory() == ApplicationErrorCategory.BENIGN;
  }
}
