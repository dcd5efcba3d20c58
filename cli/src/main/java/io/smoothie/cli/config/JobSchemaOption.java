package io.smoothie.cli.config;

import io.smoothie.activities.job.JobSchema;
import io.smoothie.workflow.OrderRequest;
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
   * Checks the order's params. The worker does so, too; here the customer is told at once.
   *
   * @param refused what does not happen when they do not fit
   * @throws IllegalArgumentException when they do not, or when the schema cannot be used; says why
   */
  public void check(OrderRequest asked, String refused) {
    Optional.ofNullable(schema())
        .flatMap(schema -> schema.flaw(asked.params()))
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException("%s: its %s".formatted(refused, flaw));
            });
  }

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
