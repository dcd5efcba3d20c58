package io.smoothie.cli.process;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.log.LogFormat;
import io.smoothie.workflow.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: how the log is written. */
public final class LogFormatOption {
  private static final String VARIABLE = "SMOOTHIE_LOG_FORMAT";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description =
          "How the log is written: text, or json, an object in each line with order and robot as"
              + " fields (SMOOTHIE_LOG_FORMAT; else text).")
  private @Nullable LogFormat format;

  /**
   * @throws IllegalArgumentException when the variable is not a format
   */
  public LogFormat format() {
    return format != null
        ? format
        : Surroundings.of(spec)
            .variable(VARIABLE)
            .map(LogFormatOption::parse)
            .orElse(LogFormat.TEXT);
  }

  private static LogFormat parse(String text) {
    try {
      return LogFormat.valueOf(text.strip().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\": it takes text or json".formatted(VARIABLE, Text.forOneLine(text, 40)), e);
    }
  }
}
