package io.smoothie.cli.input;

import io.smoothie.workflow.Skills;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: what robots can do. */
public final class SkillOptions {
  @Option(
      names = "--skill",
      paramLabel = "SKILL",
      split = ",",
      description =
          "What they can do: 1 to 64 letters, digits, underscores, hyphens, dots, colons. Again, or"
              + " with commas, for more: up to 32.")
  private List<String> names = List.of();

  /**
   * The skills that are given; null when none is.
   *
   * @throws IllegalArgumentException when one cannot be one, or there are too many; says so
   */
  public @Nullable Skills given() {
    return names.isEmpty() ? null : Skills.of(names);
  }
}
