package io.smoothie.cli.order;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.JobData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: what else the robot is told, as one JSON object from three kinds of options. */
public final class ParamsOptions {
  /** With its blanks, a file may be longer than the object in it. */
  private static final int MAX_FILE_BYTES = 64 * 1024;

  @Option(
      names = "--param",
      paramLabel = "NAME=TEXT",
      description = "What else the robot is told: one text of its params. Again for more.")
  private List<String> texts = List.of();

  @Option(
      names = "--param-json",
      paramLabel = "OBJECT",
      description = "Likewise, a JSON object: at most 4 KiB in all.")
  private @Nullable String json;

  @Option(names = "--params-file", paramLabel = "FILE", description = "Likewise, from a file.")
  private @Nullable Path file;

  /**
   * All of them in one object; null when there are none.
   *
   * @throws IllegalArgumentException when one cannot be taken; says why
   */
  public @Nullable JobData params() {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    if (file != null) {
      add(all, "--params-file " + file, parse("The params in " + file, read(file)));
    }
    if (json != null) {
      add(all, "--param-json", parse("--param-json", json));
    }
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "--param is NAME=TEXT, as in --param size=large; this one is '%s'.".formatted(text));
      }
      ObjectNode one = JsonNodeFactory.instance.objectNode();
      add(all, "--param", one.put(text.substring(0, equals), text.substring(equals + 1)));
    }
    return all.isEmpty() && file == null && json == null ? null : of("The params", all);
  }

  private static void add(ObjectNode all, String from, ObjectNode some) {
    some.properties()
        .forEach(
            each -> {
              if (all.has(each.getKey())) {
                throw new IllegalArgumentException(
                    "%s gives the param '%s' a second time.".formatted(from, each.getKey()));
              }
              all.set(each.getKey(), each.getValue());
            });
  }

  private static ObjectNode parse(String what, String text) {
    try {
      return JobData.parse(text).json();
    } catch (IllegalArgumentException e) {
      throw refused(what, e);
    }
  }

  private static JobData of(String what, ObjectNode json) {
    try {
      return JobData.of(json);
    } catch (IllegalArgumentException e) {
      throw refused(what, e);
    }
  }

  private static IllegalArgumentException refused(String what, IllegalArgumentException e) {
    return new IllegalArgumentException("%s: %s.".formatted(what, e.getMessage()), e);
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
      if (bytes.length > MAX_FILE_BYTES) {
        throw new IllegalArgumentException(
            "%s has more than %d bytes.".formatted(file, MAX_FILE_BYTES));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (IOException e) {
      throw new IllegalArgumentException("%s cannot be read: %s.".formatted(file, e), e);
    }
  }
}
