package io.smoothie.cli.doctor;

import io.smoothie.cli.config.Surroundings;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A setting in force.
 *
 * @param value without what is secret
 * @param origin the option, the variable, the running {@code up}, or the default
 */
record Setting(String name, String value, String origin) {

  /**
   * How a setting is given.
   *
   * @param otherwise where it comes from when nothing names it
   */
  record Source(String name, String option, String variable, String otherwise) {}

  /**
   * @param up whether a running {@code up} says it where neither option nor variable do
   */
  static Setting of(CommandSpec spec, Source source, String value, boolean up) {
    OptionSpec option = spec.findOption(source.option());
    String origin;
    if (option != null && option.getValue() != null) {
      origin = source.option();
    } else if (Surroundings.of(spec).variable(source.variable()).isPresent()) {
      origin = source.variable();
    } else {
      origin = up ? "the running up" : source.otherwise();
    }
    return new Setting(source.name(), value, origin);
  }

  /** A file, where one is named. */
  static Optional<Setting> file(CommandSpec spec, Source source) {
    OptionSpec option = spec.findOption(source.option());
    Object given = option == null ? null : option.getValue();
    return given == null
        ? Surroundings.of(spec)
            .variable(source.variable())
            .map(value -> new Setting(source.name(), value, source.variable()))
        : Optional.of(new Setting(source.name(), given.toString(), source.option()));
  }

  /** For people. */
  static List<String> lines(List<Setting> settings) {
    int widest = settings.stream().mapToInt(one -> one.name().length()).max().orElse(0);
    return settings.stream()
        .map(
            one ->
                "  %s  %s  (%s)"
                    .formatted(
                        one.name() + " ".repeat(widest - one.name().length()),
                        one.value(),
                        one.origin()))
        .toList();
  }
}
