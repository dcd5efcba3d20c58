package io.smoothie.cli.show;

import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import org.jspecify.annotations.Nullable;

/** The retries of an activity that is under way: the history has no events about them. */
final class PendingActivity {
  private PendingActivity() {}

  /**
   * The state of the activity that the order waits for. Null when there is no such activity, or
   * nothing to tell.
   */
  static @Nullable String of(TemporalConnection temporal, OrderStory story) {
    Wait wait = story.waits();
    if (wait == null || wait.kind() != Wait.Kind.ACTIVITY) {
      return null;
    }
    try {
      return temporal
          .stubs()
          .blockingStub()
          .describeWorkflowExecution(
              DescribeWorkflowExecutionRequest.newBuilder()
                  .setNamespace(temporal.namespace())
                  .setExecution(
                      WorkflowExecution.newBuilder().setWorkflowId(story.order().workflowId()))
                  .build())
          .getPendingActivitiesList()
          .stream()
          .filter(activity -> activity.getAttempt() > 1)
          .map(
              activity ->
                  "try %d; the last one failed: %s"
                      .formatted(activity.getAttempt(), Payload.message(activity.getLastFailure())))
          .findFirst()
          .orElse(null);
    } catch (StatusRuntimeException e) {
      // The answer is only an addition to the story: go without it.
      return null;
    }
  }
}
