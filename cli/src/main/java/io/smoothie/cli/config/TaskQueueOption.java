package io.smoothie.cli.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: which of Temporal's task queues. */
public final class TaskQueueOption {
  public static final String DEFAULT = "smoothie-orders";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--task-queue",
      paramLabel = "NAME",
      description =
          "Temporal's task queue (SMOOTHIE_TASK_QUEUE; else the running up's, else "
              + DEFAULT
              + ").")
  private @Nullable String name;

  public String name() {
    Surroundings surroundings = Surroundings.of(spec);
    return Optional.ofNullable(name)
        .or(() -> surroundings.variable("SMOOTHIE_TASK_QUEUE"))
        .or(() -> UpInUse.of(spec).map(RunningUp::taskQueue))
        .orElse(DEFAULT);
  }
}
