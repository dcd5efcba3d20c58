package io.smoothie.cli.ca;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.openssl.MiscPEMGenerator;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObjectGenerator;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/** Objects as PEM text: certificates, revocation lists, keys. */
final class Pem {
  private Pem() {}

  /** The first object of a file. */
  static <T> T read(Path file, Class<T> type) {
    Object object;
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        PEMParser parser = new PEMParser(reader)) {
      object = parser.readObject();
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e.toString(), e);
    }
    if (type.isInstance(object)) {
      return type.cast(object);
    }
    throw unreadable(file, "it holds something else", null);
  }

  /** A certificate or a revocation list. */
  static String text(Object object) {
    return text(new MiscPEMGenerator(object));
  }

  static String text(PemObjectGenerator object) {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static CommandFailure unreadable(Path file, String why, @Nullable Exception cause) {
    return new CommandFailure(
        ExitCode.REFUSED,
        "%s cannot be read as PEM (%s): put it back from a backup.".formatted(file, why),
        cause);
  }
}
