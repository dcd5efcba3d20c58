package io.smoothie.cli.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.activities.job.JobSchema;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the orders of the lines of a batch, each checked as {@code smoothie order} checks one. */
final class BatchFields {
  /** Those of an order's input in Temporal, and its ID. */
  static final Collection<String> NAMES =
      List.of(
          "smoothie",
          "id",
          "needs",
          "robot",
          "priority",
          "attempts",
          "start_to_close",
          "limit",
          "queue_timeout",
          "heartbeat",
          "due",
          "params");

  static final Collection<String> NUMBERS = List.of("priority", "attempts");

  private final OrderRequest defaults;
  private final @Nullable String batch;
  private final @Nullable JobSchema schema;

  /**
   * @param defaults for what a line does not say
   * @param batch with its line's number an order's ID; null: UUIDs, where a line names none
   * @param schema what params are checked with, or null
   */
  BatchFields(OrderRequest defaults, @Nullable String batch, @Nullable JobSchema schema) {
    this.defaults = defaults;
    this.batch = batch;
    this.schema = schema;
  }

  /**
   * The order of a line.
   *
   * @throws IllegalArgumentException when it is none; the message goes on from the line's number
   */
  BatchOrder order(BatchLine line) {
    ObjectNode fields = line.fields();
    flaw(line, fields)
        .ifPresent(
            flaw -> {
              throw new IllegalArgumentException(flaw);
            });
    OrderRequest request = OrderRequest.read(fields, defaults);
    request
        .problem()
        .or(() -> request.problemOfDue(Instant.now()))
        .or(() -> Optional.ofNullable(schema).flatMap(s -> s.flaw(request.params())))
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    return new BatchOrder(line.number(), id(line.number(), fields.path("id")), request);
  }

  private Optional<String> flaw(BatchLine line, ObjectNode fields) {
    if (!line.flaw().isEmpty()) {
      return Optional.of(line.flaw());
    }
    if (!fields.path("smoothie").isTextual()) {
      return Optional.of("it has no text \"smoothie\"");
    }
    return fields.properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !NAMES.contains(name))
        .findFirst()
        .map(
            name ->
                "\"%s\" is no field of an order: there are %s"
                    .formatted(Text.forOneLine(name, 100), String.join(", ", NAMES)));
  }

  private OrderId id(int line, JsonNode own) {
    if (batch == null) {
      return own.isMissingNode() || own.isNull() ? OrderId.random() : OrderId.parse(own.asText());
    }
    if (!own.isMissingNode()) {
      throw new IllegalArgumentException("it has an \"id\", and --batch gives it another");
    }
    return new OrderId(batch + "-" + line);
  }
}
