package io.smoothie.activities.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema that the params of this shop's orders are to meet: draft 2020-12, unless its
 * {@code $schema} names an older one. It may refer to its own parts, not to other files or the
 * network. Thread-safe.
 */
public final class JobSchema {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of what is wrong, so much is told. */
  private static final int MOST_FLAWS = 5;

  private static final int MOST_CODE_POINTS = 500;

  private final Schema schema;

  private JobSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * @throws IllegalArgumentException when the file cannot be read, or is no such schema; says why
   */
  public static JobSchema read(Path file) {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw refused(file, "cannot be read: " + e, e);
    }
    if (!json.isObject()) {
      throw refused(file, "is no JSON object", /* cause= */ null);
    }
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder ->
                builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build()));
    try {
      String dialect =
          json.path("$schema").asText(SpecificationVersion.DRAFT_2020_12.getDialectId());
      Optional<String> flaw =
          inWords(registry.getSchema(SchemaLocation.of(dialect)).validate(json), "");
      if (flaw.isPresent()) {
        throw refused(file, "is no JSON Schema: " + flaw.get(), /* cause= */ null);
      }
      Schema schema = registry.getSchema(json);
      schema.initializeValidators();
      return new JobSchema(schema);
    } catch (RuntimeException e) {
      throw e instanceof IllegalArgumentException
          ? e
          : refused(file, "cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * What is wrong with the params of an order, each flaw with its path; empty when nothing is.
   *
   * @param params those of the order; null, for none, is an empty object to the schema
   */
  public Optional<String> flaw(@Nullable JobData params) {
    try {
      return inWords(
          schema.validate(params == null ? JsonNodeFactory.instance.objectNode() : params.json()),
          "params");
    } catch (StackOverflowError e) {
      // Params are not deep: a part of the schema is defined by itself. Thrown, it would be tried
      // again for ever.
      return Optional.of("params cannot be checked: the job schema refers to itself without end");
    }
  }

  private static Optional<String> inWords(Collection<Error> errors, String root) {
    return errors.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Text.forOneLine(
                errors.stream()
                    .limit(MOST_FLAWS)
                    .map(error -> root + error.getInstanceLocation() + ": " + error.getMessage())
                    .collect(Collectors.joining("; ")),
                MOST_CODE_POINTS));
  }

  private static IllegalArgumentException refused(
      Path file, String why, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "The job schema %s %s.".formatted(file, Text.forOneLine(why, MOST_CODE_POINTS)), cause);
  }
}
