package io.smoothie.activities.worker;

import io.smoothie.activities.job.JobSchema;
import io.smoothie.activities.table.AttemptRetention;
import io.smoothie.activities.table.EndingRetention;
import io.smoothie.activities.table.PriorityStep;
import io.smoothie.workflow.Text;
import io.temporal.common.WorkerDeploymentVersion;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a worker works.
 *
 * @param taskQueue Temporal's task queue
 * @param attempts which attempts its reaper keeps; of several workers, that of the one whose turn
 *     it is
 * @param endings which endings of orders its reaper keeps, likewise
 * @param versionName which version of the task queue's worker deployment this is: Temporal gives it
 *     orders only while that version is current or ramping. Null: workers are not told apart
 * @param jobSchema what the params of a new order are checked with. Null: with nothing
 * @param priorityStep by how much older an order must be to be served before one of the next higher
 *     priority; see {@link PriorityStep}
 */
public record WorkerSettings(
    String taskQueue,
    AttemptRetention attempts,
    EndingRetention endings,
    @Nullable String versionName,
    @Nullable JobSchema jobSchema,
    Duration priorityStep) {
  private static final Pattern VERSION_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /** One that keeps endings as is the default, with the default priority step. */
  public WorkerSettings(
      String taskQueue,
      AttemptRetention attempts,
      @Nullable String versionName,
      @Nullable JobSchema jobSchema) {
    this(
        taskQueue, attempts, EndingRetention.DEFAULT, versionName, jobSchema, PriorityStep.DEFAULT);
  }

  /**
   * @throws IllegalArgumentException when the version's name or the step cannot be one; says why
   */
  public WorkerSettings {
    var unused = PriorityStep.checked(priorityStep);
    if (versionName != null && !VERSION_NAME.matcher(versionName).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no version's name: 1 to 100 letters, digits, dots, hyphens and underscores, and a letter or digit first"
              .formatted(Text.forOneLine(versionName, 40)));
    }
  }

  /** One with every default. */
  public static WorkerSettings of(String taskQueue) {
    return new WorkerSettings(taskQueue, AttemptRetention.DEFAULT, null, null);
  }

  /**
   * The version as Temporal knows it. Each task queue is a deployment of its own, so that parts of
   * a fleet are upgraded one by one; a deployment's name takes neither dots nor colons.
   */
  public Optional<WorkerDeploymentVersion> deploymentVersion() {
    return Optional.ofNullable(versionName)
        .map(name -> new WorkerDeploymentVersion(taskQueue.replaceAll("[.:]", "-"), name));
  }
}
