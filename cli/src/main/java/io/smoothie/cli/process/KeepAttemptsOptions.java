package io.smoothie.cli.process;

import io.smoothie.activities.table.AttemptRetention;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.input.Values;
import io.smoothie.workflow.Durations;
import io.smoothie.workflow.Text;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: which attempts the table keeps. */
public final class KeepAttemptsOptions {
  private static final String AGE = "SMOOTHIE_KEEP_ATTEMPTS";
  private static final String MOST = "SMOOTHIE_KEEP_ATTEMPTS_MOST";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--keep-attempts",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description =
          "How long the table keeps the attempts of orders that are over, 1d or more"
              + " (SMOOTHIE_KEEP_ATTEMPTS; else 30d).")
  private @Nullable Duration age;

  @Option(
      names = "--keep-attempts-most",
      paramLabel = "N",
      description =
          "How many attempts it keeps at most, 1000 or more (SMOOTHIE_KEEP_ATTEMPTS_MOST; else"
              + " 1000000). Those of orders that run, and of the last day, are kept in any case.")
  private @Nullable Integer most;

  /**
   * @throws IllegalArgumentException when either cannot be used; says which
   */
  public AttemptRetention retention() {
    AttemptRetention otherwise = AttemptRetention.DEFAULT;
    Surroundings surroundings = Surroundings.of(spec);
    return new AttemptRetention(
        surroundings.value(age, AGE, Durations::parse).orElse(otherwise.age()),
        surroundings.value(most, MOST, KeepAttemptsOptions::number).orElse(otherwise.most()));
  }

  static Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"%s\" is not a whole number up to %d"
              .formatted(Text.forOneLine(text, 40), Integer.MAX_VALUE),
          e);
    }
  }
}
