package io.smoothie.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a process of its own does before and beside its command. */
class MainTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void no_library_writes_a_trace_to_the_terminal() throws Exception {
    Ran ran =
        smoothie(
            List.of(),
            Map.of(),
            "orders",
            "list",
            "--temporal-address",
            "no.such.host.invalid:7233");

    assertEquals(4, ran.exit(), ran.err());
    assertTrue(
        ran.err().startsWith("Temporal does not answer at no.such.host.invalid:7233"), ran.err());
    assertEquals(1, ran.err().lines().count(), ran.err());
  }

  @Test
  void numbers_are_written_in_the_digits_of_URLs_whatever_the_language() throws Exception {
    Ran ran =
        smoothie(
            List.of("-Duser.language=fa", "-Duser.country=IR"),
            Map.of(),
            "orders",
            "list",
            "-n",
            "0");

    assertEquals(2, ran.exit(), ran.err());
    assertTrue(ran.err().contains("-n is 0; it goes from 1 to 1000"), ran.err());
    assertFalse(ran.err().contains("۰"), ran.err());
  }

  @Test
  void settings_that_cannot_be_used_are_named() throws Exception {
    Map<String, String> tls =
        Map.of(
            "TEMPORAL_TLS_CLIENT_CERT_PATH", "/nowhere/cert.pem",
            "TEMPORAL_TLS_CLIENT_KEY_PATH", "/nowhere/key.pem");

    Ran certificate = smoothie(List.of(), tls, "orders", "list");
    Ran address = smoothie(List.of(), Map.of(), "orders", "list", "--temporal-address=a:port");

    assertEquals(2, certificate.exit(), certificate.err());
    assertTrue(certificate.err().contains("TEMPORAL_TLS_"), certificate.err());
    assertTrue(certificate.err().contains("/nowhere/cert.pem"), certificate.err());
    assertEquals(2, address.exit(), address.err());
    assertTrue(address.err().contains("--temporal-address"), address.err());
  }

  @Test
  void the_home_is_that_of_the_environment_and_a_user_without_one_is_told_what_to_do()
      throws Exception {
    Map<String, String> home = Map.of("SMOOTHIE_HOME", "", "HOME", folder.toString());
    Ran found = smoothie(List.of("-Duser.home=/nowhere"), home, "dead-letters", "list");
    assertEquals(0, found.exit(), found.err());
    assertTrue(Files.exists(folder.resolve(".smoothie/data/smoothie.db")));

    Ran none =
        smoothie(List.of("-Duser.home=?"), Map.of("SMOOTHIE_HOME", ""), "dead-letters", "list");

    assertEquals(2, none.exit(), none.err());
    assertEquals(1, none.err().lines().count(), none.err());
    assertTrue(none.err().contains("name a folder with SMOOTHIE_HOME"), none.err());
    // A command that needs no folder does without one.
    String url = "--db-url=jdbc:sqlite:" + folder.resolve("t.db");
    Ran given =
        smoothie(
            List.of("-Duser.home=?"), Map.of("SMOOTHIE_HOME", ""), "dead-letters", "list", url);
    assertEquals(0, given.exit(), given.err());
  }

  @Test
  void the_table_opens_where_no_temporary_file_can_be_made() throws Exception {
    Path state = folder.resolve("state");
    String url = "--db-url=jdbc:sqlite:" + folder.resolve("t.db");
    List<String> noTemporaryFiles = List.of("-Djava.io.tmpdir=" + folder.resolve("missing"));
    Map<String, String> home = Map.of("SMOOTHIE_HOME", state.toString());

    Ran opened = smoothie(noTemporaryFiles, home, "dead-letters", "list", url);

    assertEquals(0, opened.exit(), opened.err());

    state = folder.resolve("file");
    home = Map.of("SMOOTHIE_HOME", state.toString());
    Files.createFile(state);
    Ran second = smoothie(List.of(), home, "dead-letters", "list", url);
    assertEquals(0, second.exit(), second.err());

    Ran neither = smoothie(noTemporaryFiles, home, "dead-letters", "list", url);
    assertEquals(4, neither.exit(), neither.err());
    // A newer JDK has a line of its own about such a folder, before any of ours.
    List<String> ours =
        neither
            .err()
            .lines()
            .filter(line -> !line.equals("WARNING: java.io.tmpdir directory does not exist"))
            .toList();
    assertEquals(1, ours.size(), neither.err());
    assertTrue(neither.err().contains(state.resolve("native").toString()), neither.err());
    assertTrue(neither.err().contains(folder.resolve("missing").toString()), neither.err());
    assertTrue(neither.err().contains("SMOOTHIE_HOME="), neither.err());
  }

  @Test
  void nothing_is_looked_for_that_is_not_there() throws Exception {
    // It would have every jar of the class path opened, for which there is no time.
    Path log = folder.resolve("exceptions.log");

    Ran help = smoothie(List.of("-Xlog:exceptions=info:file=" + log), Map.of(), "--help");

    assertEquals(0, help.exit(), help.err());
    List<String> missing =
        Files.readString(log, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("java/lang/ClassNotFoundException"))
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  @EnabledOnOs(OS.LINUX) // The damage is one to its format there.
  void the_library_of_sqlite_is_unpacked_once_and_again_when_it_is_damaged() throws Exception {
    Path folderOfLibraries = folder.resolve("native");
    open();
    Path library = onlyFile(folderOfLibraries);
    FileTime first = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    Files.setLastModifiedTime(library, first);

    open();
    assertEquals(library, onlyFile(folderOfLibraries));
    assertEquals(first, Files.getLastModifiedTime(library), "used as it was");

    byte[] whole = Files.readAllBytes(library);
    byte[] ofAnotherMachine = whole.clone();
    ofAnotherMachine[18] = 0;
    Files.write(library, ofAnotherMachine);
    open();
    assertEquals(library, onlyFile(folderOfLibraries));
    assertArrayEquals(whole, Files.readAllBytes(library));

    // To load that one would end the process.
    Files.write(library, Arrays.copyOf(whole, whole.length / 2));
    open();
    assertEquals(library, onlyFile(folderOfLibraries));
    assertArrayEquals(whole, Files.readAllBytes(library));
  }

  @Test
  void a_library_that_others_could_have_put_there_is_not_loaded() throws Exception {
    open();
    Path library = onlyFile(folder.resolve("native"));
    Files.setPosixFilePermissions(
        Objects.requireNonNull(library.getParent()), PosixFilePermissions.fromString("rwxrwxrwx"));
    // Of the right size: but for the folder it would be tried, and the log say that it failed.
    Files.write(library, new byte[Math.toIntExact(Files.size(library))]);

    Ran debug = smoothie(List.of(), Map.of("SMOOTHIE_LOG_LEVEL", "debug"), "dead-letters", "list");

    assertEquals(0, debug.exit(), debug.err());
    assertFalse(debug.err().contains("is unpacked again"), debug.err());
  }

  private void open() throws Exception {
    Ran opened = smoothie(List.of(), Map.of(), "dead-letters", "list");
    assertEquals(0, opened.exit(), opened.err());
    assertEquals("There are no dead letters.", opened.err().strip());
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> found = files.filter(Files::isRegularFile).toList();
      assertEquals(1, found.size(), found.toString());
      return found.get(0);
    }
  }

  @Test
  void the_log_level_is_an_option_of_every_command_and_an_unknown_one_is_refused()
      throws Exception {
    Ran none = smoothie(List.of(), Map.of(), "worker", "--log-level", "loud");
    assertEquals(2, none.exit(), none.err());
    assertTrue(none.err().contains("'loud'"), none.err());
    assertTrue(none.err().contains("DEBUG"), none.err());

    Ran variable = smoothie(List.of(), Map.of("SMOOTHIE_LOG_LEVEL", "loud"), "robot", "Ada");
    assertEquals(2, variable.exit(), variable.err());
    assertTrue(
        variable
            .err()
            .startsWith(
                "SMOOTHIE_LOG_LEVEL is \"loud\": it takes error, warn, info, debug or trace"),
        variable.err());

    // A failed command tells its cause at the level debug.
    String[] away = {"robot", "Ada", "--mqtt-url=mqtt://127.0.0.1:1"};
    assertEquals(1, smoothie(List.of(), Map.of(), away).err().lines().count());
    Ran debug = smoothie(List.of(), Map.of("SMOOTHIE_LOG_LEVEL", "debug"), away);
    assertTrue(debug.err().contains("DEBUG Failures - robot failed"), debug.err());
    Ran option =
        smoothie(
            List.of(),
            Map.of("SMOOTHIE_LOG_LEVEL", "debug"),
            "--log-level=Error",
            "robot",
            "Ada",
            "--mqtt-url=mqtt://127.0.0.1:1");
    assertEquals(1, option.err().lines().count(), option.err());
  }

  private record Ran(int exit, String err) {}

  private Ran smoothie(List<String> flags, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    if (Runtime.version().feature() >= 24) {
      // As the launcher does: the JVM itself warns of libraries.
      words.addAll(
          List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    }
    words.addAll(flags);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.smoothie.cli.Smoothie"));
    words.addAll(List.of(arguments));
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(words).redirectError(err.toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().put("SMOOTHIE_HOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Ran(process.exitValue(), Files.readString(err, StandardCharsets.UTF_8));
  }
}
