package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scripts of {@code smoothie completion} in their shells, with a command that says what it was
 * asked, and answers.
 */
class ShellsRealTest {
  private static final String STUB =
      """
      #!/bin/sh
      printf '<%s>' "$@" > "$0.asked"
      for last; do :; done
      case $last in
        R*) printf 'R:1\\tONLINE\\nRobot2\\tBROKEN\\n' | grep "^$last" ;;
        --status=*) printf '%s\\t\\n' '--status=waiting' '--status=working' ;;
      esac
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void putStub() throws IOException {
    Path stub = Files.writeString(folder.resolve("smoothie"), STUB);
    if (!stub.toFile().setExecutable(true)) {
      throw new IOException("cannot make it executable");
    }
  }

  @Test
  void bash() throws Exception {
    assertEquals("R:1 Robot2", bash("robots drain R", "robots", "drain", "R"));
    assertAsked("robots", "drain", "R");
    assertEquals("1", bash("robots drain R:", "robots", "drain", "R", ":"));
    assertAsked("robots", "drain", "R:");
    assertEquals("waiting working", bash("list  --status=", "list", "--status", "="));
    assertAsked("list", "--status=");
    assertEquals("waiting working", bash("list --status=w", "list", "--status", "=", "w"));
    assertAsked("list", "--status=w");
    assertEquals("", bash("order ", "order", ""));
    assertAsked("order", "");
  }

  @Test
  void zsh() throws Exception {
    String script =
        """
        compdef() { :; }
        _describe() { print -rn -- "${(j:|:)${(P)${@[-1]}}}" }
        _files() { print -rn -- files }
        source '%s'
        words=(smoothie robots drain %s); CURRENT=4
        _smoothie
        """;
    assertEquals("R\\:1:ONLINE|Robot2:BROKEN", zsh(script, "R"));
    assertAsked("robots", "drain", "R");
    assertEquals("files", zsh(script, "x"));
  }

  @Test
  void fish() throws Exception {
    Path fish = program("fish");
    String script = "source '%s'; complete -C '%s'";
    assertEquals(
        List.of("R:1\tONLINE", "Robot2\tBROKEN"),
        run(fish, "-c", script.formatted(script("fish"), "smoothie robots drain R"))
            .lines()
            .toList());
    assertAsked("robots", "drain", "R");
    assertEquals(
        folder + "/smoothie.asked",
        run(fish, "-c", script.formatted(script("fish"), "smoothie x " + folder + "/smoothie.a"))
            .strip());
  }

  /**
   * @param words of {@code line}, as bash splits them: at = and :, too
   */
  private String bash(String line, String... words) throws Exception {
    String script =
        """
        source '%s'
        COMP_LINE=$1; COMP_POINT=${#1}; shift
        COMP_WORDS=(smoothie "$@"); COMP_CWORD=$#
        _smoothie
        printf %%s "${COMPREPLY[*]}"
        """
            .formatted(script("bash"));
    return run(
        program("bash"),
        Stream.concat(Stream.of("-c", script, "bash", "smoothie " + line), Stream.of(words))
            .toArray(String[]::new));
  }

  private String zsh(String script, String word) throws Exception {
    return run(program("zsh"), "-f", "-c", script.formatted(script("zsh"), word));
  }

  private static Path program(String shell) {
    return Binaries.orSkip(Binaries.find(shell, Stream.of()), shell, "apt-get install " + shell);
  }

  private Path script(String shell) throws IOException {
    try (InputStream script =
        Objects.requireNonNull(
            getClass().getResourceAsStream("/io/smoothie/cli/completion/smoothie." + shell))) {
      return Files.write(folder.resolve("script." + shell), script.readAllBytes());
    }
  }

  private void assertAsked(String... words) throws IOException {
    assertEquals(
        "<__complete><--><%s>".formatted(String.join("><", words)),
        Files.readString(folder.resolve("smoothie.asked")));
  }

  private String run(Path program, String... arguments) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList());
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    builder.environment().put("HOME", folder.toString());
    builder.redirectError(folder.resolve("err").toFile());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    assertEquals("", Files.readString(folder.resolve("err")));
    return out;
  }
}
