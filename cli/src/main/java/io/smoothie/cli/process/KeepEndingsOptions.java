package io.smoothie.cli.process;

import io.smoothie.activities.table.EndingRetention;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.Durations;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: which endings of orders the table keeps. */
public final class KeepEndingsOptions {
  private static final String AGE = "SMOOTHIE_KEEP_ENDINGS";
  private static final String MOST = "SMOOTHIE_KEEP_ENDINGS_MOST";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--keep-endings",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description =
          "How long the table keeps how orders ended and what they had asked for, 1d or more"
              + " (SMOOTHIE_KEEP_ENDINGS; else 90d).")
  private @Nullable Duration age;

  @Option(
      names = "--keep-endings-most",
      paramLabel = "N",
      description =
          "How many endings it keeps at most, 1000 or more (SMOOTHIE_KEEP_ENDINGS_MOST; else"
              + " 1000000).")
  private @Nullable Integer most;

  /**
   * @throws IllegalArgumentException when either cannot be used; says which
   */
  public EndingRetention retention() {
    EndingRetention otherwise = EndingRetention.DEFAULT;
    Surroundings surroundings = Surroundings.of(spec);
    return new EndingRetention(
        surroundings.value(age, AGE, Durations::parse).orElse(otherwise.age()),
        surroundings.value(most, MOST, KeepAttemptsOptions::number).orElse(otherwise.most()));
  }
}
