package io.smoothie.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads any JSON value as a request: ours, the AWS demo's, and any other that a client sends. */
final class OrderRequestJson {
  private OrderRequestJson() {}

  /** Never throws: what cannot be read is told by {@link OrderRequest#unreadable}. */
  static OrderRequest read(@Nullable JsonNode json, OrderRequest defaults) {
    if (json == null || !json.isObject()) {
      return unreadable(
          "the input is not a JSON object such as {\"smoothie\":\"Strawberry Smoothie\"}",
          defaults);
    }
    JsonNode name = json.has("smoothie") ? json.get("smoothie") : json.path("SmoothieName");
    if (!name.isTextual()) {
      return unreadable("the input has no text \"smoothie\" (or \"SmoothieName\")", defaults);
    }
    try {
      return new OrderRequest(
          name.textValue(),
          duration(json, "start_to_close", defaults.startToClose()),
          duration(json, "limit", defaults.limit()),
          duration(json, "queue_timeout", defaults.queueTimeout()),
          number(json, "priority", defaults.priority()),
          number(json, "attempts", defaults.attempts()),
          params(json.path("params"), defaults.params()),
          due(json.path("due"), defaults.due()),
          new Needs(
              needs(json.path("needs"), defaults.needs().skills()),
              robot(json.path("robot"), defaults.needs().robot())),
          heartbeat(json, defaults.heartbeat()),
          null);
    } catch (IllegalArgumentException e) {
      return unreadable(String.valueOf(e.getMessage()), defaults);
    }
  }

  private static OrderRequest unreadable(String why, OrderRequest defaults) {
    return defaults.withUnreadable(why);
  }

  private static @Nullable JobData params(JsonNode value, @Nullable JobData otherwise) {
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    try {
      return JobData.of(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"params\" " + e.getMessage(), e);
    }
  }

  private static @Nullable Instant due(JsonNode value, @Nullable Instant otherwise) {
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    try {
      return OffsetDateTime.parse(value.asText()).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "\"due\" is not a time with an offset such as \"2026-12-01T08:00:00Z\"", e);
    }
  }

  private static Skills needs(JsonNode value, Skills otherwise) {
    try {
      return value.isMissingNode() || value.isNull() ? otherwise : Skills.ofJson(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"needs\": " + e.getMessage(), e);
    }
  }

  private static @Nullable RobotName robot(JsonNode value, @Nullable RobotName otherwise) {
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    return new RobotName(value.isTextual() ? value.textValue() : value.toString());
  }

  private static @Nullable Duration heartbeat(JsonNode json, @Nullable Duration otherwise) {
    return json.path("heartbeat").isMissingNode() || json.path("heartbeat").isNull()
        ? otherwise
        : duration(json, "heartbeat", Duration.ZERO);
  }

  private static Duration duration(JsonNode json, String field, Duration otherwise) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw new IllegalArgumentException(
          "\"%s\" is not a duration such as \"10s\" or \"PT10S\"".formatted(field));
    }
    try {
      return Durations.parse(value.textValue());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("\"%s\": %s".formatted(field, e.getMessage()), e);
    }
  }

  private static int number(JsonNode json, String field, int otherwise) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!value.isInt()) {
      throw new IllegalArgumentException("\"%s\" is not a whole number".formatted(field));
    }
    return value.intValue();
  }
}
