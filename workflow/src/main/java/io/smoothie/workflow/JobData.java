package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that a job carries and Smoothie only passes on: an order's params, a robot's
 * result, the details of a failure. Immutable; two are equal whatever the order of their keys.
 */
public final class JobData {
  /** The most it may have, written without blanks, in UTF-8. */
  public static final int MAX_BYTES = 4096;

  /** How deep objects and arrays may be nested, this object included. */
  public static final int MAX_DEPTH = 12;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final ObjectNode json;

  private JobData(ObjectNode json) {
    this.json = json;
  }

  /**
   * The object that {@code json} is.
   *
   * @throws IllegalArgumentException when it is none, or is larger than is taken; the message goes
   *     on from its name, as in 'is not a JSON object'
   */
  public static JobData of(JsonNode json) {
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("is not a JSON object");
    }
    check(object, MAX_DEPTH);
    String text = object.toString();
    if (text.codePoints().anyMatch(JobData::isHalfAPair)) {
      throw new IllegalArgumentException("has half of a surrogate pair, which is no character");
    }
    int bytes = text.codePoints().map(JobData::utf8Length).sum();
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "has %s bytes; at most %s are taken".formatted(bytes, MAX_BYTES));
    }
    return new JobData(object.deepCopy());
  }

  /**
   * The object that {@code text} is; no key may come twice in it.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public static JobData parse(String text) {
    try {
      return of(MAPPER.readTree(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** As {@link #of}; null for what is no such object, as a decoder must not throw. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static @Nullable JobData orNull(@Nullable JsonNode json) {
    try {
      return json == null ? null : of(json);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** A copy of the object. */
  @JsonValue
  public ObjectNode json() {
    return json.deepCopy();
  }

  private static boolean isHalfAPair(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static int utf8Length(int codePoint) {
    if (codePoint < 0x800) {
      return codePoint < 0x80 ? 1 : 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  private static void check(JsonNode node, int depth) {
    if (node.isContainerNode() && depth == 0) {
      throw new IllegalArgumentException("is nested more than %s deep".formatted(MAX_DEPTH));
    }
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw new IllegalArgumentException("has a number that is too large");
    }
    node.forEach(child -> check(child, depth - 1));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JobData data && data.json.equals(json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  /** JSON, on one line. */
  @Override
  public String toString() {
    return json.toString();
  }
}
