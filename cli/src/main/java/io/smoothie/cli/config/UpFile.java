package io.smoothie.cli.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The file {@code up.json} of the state folder: there while an {@code up} runs. */
public final class UpFile {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

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
      MAPPER.writeValue(whole.toFile(), up);
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

  private Optional<RunningUp> read() {
    try {
      return Optional.of(MAPPER.readValue(file.toFile(), RunningUp.class));
    } catch (IOException e) {
      // Absent, or not a file that up wrote completely: treat it as if no up ran.
      return Optional.empty();
    }
  }
}
