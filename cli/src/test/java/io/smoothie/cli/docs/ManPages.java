package io.smoothie.cli.docs;

import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the sources of the man pages, one for each command; the build runs it. */
public final class ManPages {
  private ManPages() {}

  public static void main(String[] args) throws IOException {
    Surroundings nowhere = new Surroundings(Map.of(), Path.of(args[0]));
    int exit =
        ManPageGenerator.generateManPage(
            new File(args[0]),
            null,
            new boolean[0],
            false,
            Smoothie.commandLine(nowhere).getCommandSpec());
    if (exit != 0) {
      throw new IllegalStateException("The man pages were not written: " + exit);
    }
  }
}
