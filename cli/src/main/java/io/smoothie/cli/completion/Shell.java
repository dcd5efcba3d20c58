package io.smoothie.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A shell that we have a script for. */
enum Shell {
  BASH,
  ZSH,
  FISH;

  /** Its script: what it passes on of the command line, and does with the answer. */
  String script() {
    String name = "smoothie." + this;
    try (InputStream script = Shell.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException("%s is not in this jar".formatted(name));
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
