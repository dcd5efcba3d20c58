package io.smoothie.workflow.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.JobData;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** JSON on the wire: strict about what it reads, bounded in what it takes. */
final class WireJson {
  /** The largest payload taken from a robot, in bytes. */
  static final int MAX_PAYLOAD = 16 * 1024;

  private static final int MAX_DEPTH = 16;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private WireJson() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static byte[] write(ObjectNode json) {
    try {
      // Not as bytes: Jackson would write an emoji as two escapes.
      return MAPPER.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code json} on one line. */
  static String text(JsonNode json) {
    return json.isTextual() ? json.textValue() : json.toString();
  }

  /**
   * {@code payload} as text, without what editors and C programs put around a text: a byte order
   * mark before it, blanks, line ends and NULs around it.
   */
  static String text(byte[] payload) throws Refused {
    if (payload.length > MAX_PAYLOAD) {
      throw new Refused("the payload has more than %d bytes".formatted(MAX_PAYLOAD));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
      return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).trim();
    } catch (CharacterCodingException e) {
      throw new Refused("the payload is not UTF-8");
    }
  }

  /** The JSON object in {@code payload}. */
  static ObjectNode read(byte[] payload) throws Refused {
    return read(text(payload));
  }

  /** The JSON object that {@code text} is. */
  static ObjectNode read(String text) throws Refused {
    if (text.isEmpty()) {
      throw new Refused("the payload is empty");
    }
    JsonNode json;
    try {
      json = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new Refused("the payload is not JSON: " + e.getOriginalMessage());
    }
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new Refused("the payload is not a JSON object");
  }

  /**
   * The object of an optional field.
   *
   * @param flaw why it is left out, in words; null when there is none, or it is taken
   */
  record Data(@Nullable JobData value, @Nullable String flaw) {}

  /** A message counts without a field of ours that cannot be used: robots need not know of it. */
  static Data data(ObjectNode json, String field) {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return new Data(null, null);
    }
    try {
      return new Data(JobData.of(value), null);
    } catch (IllegalArgumentException e) {
      return new Data(null, "its \"%s\" %s".formatted(field, e.getMessage()));
    }
  }

  /** Why a payload was refused, in words. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why, null, false, false);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }
}
