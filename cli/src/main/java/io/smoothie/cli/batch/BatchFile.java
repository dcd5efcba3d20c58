package io.smoothie.cli.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a file of orders: a name or a JSON object in each line, or CSV with a header. It is taken
 * to be CSV by its name, or by a first line such as {@code smoothie,priority}.
 */
final class BatchFile {
  /** All of them are checked, and so kept, before the first is placed. */
  static final int MOST_LINES = 100_000;

  static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private BatchFile() {}

  /**
   * Its lines; blank ones are left out.
   *
   * @param from a file, or {@code -} for standard input
   * @throws IllegalArgumentException when it cannot be read, or is too long; says why
   */
  static List<BatchLine> read(String from) {
    String text = decode(from, bytes(from));
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    List<BatchLine> lines =
        from.toLowerCase(Locale.ROOT).endsWith(".csv") || CsvLines.isHeader(text)
            ? CsvLines.read(text)
            : lines(text);
    if (lines.size() > MOST_LINES) {
      throw new IllegalArgumentException(
          "%s has more than %d orders: split it.".formatted(from, MOST_LINES));
    }
    return lines;
  }

  /** What {@code json} is, as a line's fields. */
  static BatchLine json(int number, String json) {
    try {
      JsonNode read = JSON.readTree(json);
      if (read instanceof ObjectNode fields) {
        return new BatchLine(number, fields, "");
      }
    } catch (JsonProcessingException e) {
      return flawed(number, "it is not JSON: " + e.getOriginalMessage());
    }
    return flawed(number, "it is not a JSON object");
  }

  static BatchLine flawed(int number, String flaw) {
    return new BatchLine(number, JsonNodeFactory.instance.objectNode(), flaw);
  }

  private static List<BatchLine> lines(String text) {
    List<BatchLine> lines = new ArrayList<>();
    int number = 0;
    for (String each : (Iterable<String>) text.lines()::iterator) {
      number++;
      String line = each.strip();
      if (line.startsWith("{")) {
        lines.add(json(number, line));
      } else if (!line.isEmpty()) {
        lines.add(
            new BatchLine(number, JsonNodeFactory.instance.objectNode().put("smoothie", line), ""));
      }
    }
    return lines;
  }

  private static byte[] bytes(String from) {
    byte[] bytes;
    try {
      if (from.equals("-")) {
        bytes = System.in.readNBytes(MOST_BYTES + 1);
      } else {
        try (InputStream in = Files.newInputStream(Path.of(from))) {
          bytes = in.readNBytes(MOST_BYTES + 1);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("%s cannot be read: %s.".formatted(from, e), e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "%s has more than %d MiB: split it.".formatted(from, MOST_BYTES >> 20));
    }
    return bytes;
  }

  private static String decode(String from, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult end = decoder.decode(in, out, /* endOfInput= */ true);
    String text = out.flip().toString();
    if (end.isError()) {
      throw new IllegalArgumentException(
          "Line %d of %s is not UTF-8: nothing is placed."
              .formatted(1 + text.chars().filter(c -> c == '\n').count(), from));
    }
    return text;
  }
}
