package io.smoothie.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalBinaryTest {
  @Test
  void the_cache_comes_first_then_the_path(@TempDir Path folder) throws IOException {
    Path onPath = binary(folder.resolve("tools"));
    Map<String, String> path = Map.of("PATH", "/nowhere::" + folder.resolve("tools"));
    assertEquals(Optional.of(onPath), TemporalBinary.find(path));

    Path inHome = binary(folder.resolve("home/.cache/smoothie/bin"));
    assertEquals(
        Optional.of(inHome),
        TemporalBinary.find(
            Map.of("HOME", folder.resolve("home").toString(), "PATH", onPath.toString())));

    Path inCache = binary(folder.resolve("cache/bin"));
    assertEquals(
        Optional.of(inCache),
        TemporalBinary.find(
            Map.of(
                "SMOOTHIE_CACHE",
                folder.resolve("cache").toString(),
                "HOME",
                folder.resolve("home").toString())));
    assertEquals(Optional.empty(), TemporalBinary.find(Map.of()));
  }

  private static Path binary(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve("temporal");
    Files.writeString(file, "#!/bin/sh\n");
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }
}
