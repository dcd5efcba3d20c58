package io.smoothie.cli.config;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The file {@code up.json} of the state folder: there while an {@code up} runs. Nearly every
 * command reads it, so that it is read without Jackson's object mapper, which takes ten times as
 * long to begin.
 */
public final class UpFile {
  private static final JsonFactory JSON = new JsonFactory();

  private final Path file;

  private UpFile(Path file) {
    this.file = file;
  }

  public static UpFile in(Path stateFolder) {
    return new UpFile(stateFolder.resolve("up.json"));
  }

  /** The {@code up} that runs; one that died without removing its file is ignored. */
  public Optional<RunningUp> running() {
    return read().filter(RunningUp::isAlive);
  }

  /** Lets other commands find {@code up} until the returned object is closed. */
  public AutoCloseable announce(RunningUp up) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path whole = file.resolveSibling("up.json." + up.pid());
      write(up, whole);
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "%s cannot be written (%s): choose another folder with SMOOTHIE_HOME."
              .formatted(file, e.getMessage()),
          e);
    }
    return () -> {
      if (read().filter(up::equals).isPresent()) {
        Files.deleteIfExists(file);
      }
    };
  }

  private static void write(RunningUp up, Path whole) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(whole.toFile(), JsonEncoding.UTF8)) {
      json.useDefaultPrettyPrinter().writeStartObject();
      for (Map.Entry<String, Object> field : up.fields().entrySet()) {
        json.writeObjectField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    }
  }

  private Optional<RunningUp> read() {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = JSON.createParser(file.toFile())) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
          fields.put(name, json.getText());
        }
        json.skipChildren();
      }
      return Optional.of(RunningUp.of(fields));
    } catch (IOException | IllegalArgumentException e) {
      // Absent, or not a file that up wrote completely: treat it as if no up ran.
      return Optional.empty();
    }
  }
}
