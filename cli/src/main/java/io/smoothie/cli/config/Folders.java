package io.smoothie.cli.config;

import io.smoothie.cli.CommandFailure;
import io.smoothie.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders of this user's own. */
public final class Folders {
  private Folders() {}

  /** Makes {@code folder} unless it is there. */
  public static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "The folder %s cannot be made (%s): choose another home with SMOOTHIE_HOME."
              .formatted(folder, e),
          e);
    }
  }
}
