package io.smoothie.cli.docs;

import io.smoothie.cli.Smoothie;
import io.smoothie.cli.Version;
import io.smoothie.cli.config.Surroundings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes what is made for the archive to install: the sources of the man pages, one for each
 * command, and the line that tells its build from others. The build runs it.
 */
public final class ArchiveParts {
  private ArchiveParts() {}

  /**
   * @param args a folder for the sources, a file for the line, and the folders that have the jars
   */
  public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
    Path sources = Files.createDirectories(Path.of(args[0]));
    writeManPages(sources.toFile());
    Files.writeString(
        Path.of(args[1]), digest(Stream.of(args).skip(2).map(Path::of).toList()) + "\n");
  }

  private static void writeManPages(File folder) throws IOException {
    Surroundings nowhere = new Surroundings(Map.of(), folder.toPath());
    CommandSpec smoothie = Smoothie.commandLine(nowhere).getCommandSpec();
    sayVersion(smoothie);
    int exit = ManPageGenerator.generateManPage(folder, null, new boolean[0], false, smoothie);
    if (exit != 0) {
      throw new IllegalStateException("The man pages were not written: " + exit);
    }
  }

  private static void sayVersion(CommandSpec command) {
    command.version(Version.lines().get(0));
    command.subcommands().values().forEach(each -> sayVersion(each.getCommandSpec()));
  }

  /** The launcher of a checkout puts a copy of this module's own jar among its libraries. */
  private static boolean isPart(Path folder, Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".jar") && !(folder.endsWith("lib") && name.startsWith("smoothie-cli"));
  }

  private static String digest(List<Path> folders) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path jar : files.filter(file -> isPart(folder, file)).sorted().toList()) {
          digest.update(Files.readAllBytes(jar));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }
}
