package io.smoothie.cli.process;

import io.smoothie.activities.table.PriorityStep;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: how much of an order's age outweighs a priority. */
public final class PriorityStepOption {
  private static final String VARIABLE = "SMOOTHIE_PRIORITY_STEP";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--priority-step",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description =
          "An order so much older counts as one priority higher, 0 to 365d (SMOOTHIE_PRIORITY_STEP;"
              + " else 1h). Counts for orders that queue from then on.")
  private @Nullable Duration step;

  /**
   * @throws IllegalArgumentException when it cannot be used; says why
   */
  public Duration step() {
    return PriorityStep.checked(
        Surroundings.of(spec).value(step, VARIABLE, Durations::parse).orElse(PriorityStep.DEFAULT));
  }
}
