package io.smoothie.cli.config;

import io.smoothie.activities.job.JobSchema;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: what the params of orders are checked with. */
public final class JobSchemaOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--job-schema",
      paramLabel = "FILE",
      description =
          "A JSON Schema that the params of new orders are checked with (SMOOTHIE_JOB_SCHEMA; else"
              + " they are not).")
  private @Nullable Path file;

  /**
   * The schema; null when there is none.
   *
   * @throws IllegalArgumentException when it cannot be used; says why
   */
  public @Nullable JobSchema schema() {
    return Optional.ofNullable(file)
        .or(() -> Surroundings.of(spec).variable("SMOOTHIE_JOB_SCHEMA").map(Path::of))
        .map(JobSchema::read)
        .orElse(null);
  }
}
