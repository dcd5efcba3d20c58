package io.smoothie.cli;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code smoothie}, in a copy of the tree, with a Java and a Maven that only record. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void layOut() throws IOException {
    Path tree = Files.createDirectories(folder.resolve("a tree"));
    Path script = Path.of("..").resolve("smoothie");
    Files.copy(script, tree.resolve("smoothie"));
    executable(tree.resolve("smoothie"));
    Files.writeString(tree.resolve("pom.xml"), "");
    for (String module : List.of("workflow", "activities", "robot-gateway", "cli")) {
      Files.createDirectories(tree.resolve(module).resolve("src/main"));
      Files.writeString(tree.resolve(module).resolve("pom.xml"), "");
    }
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool :
        List.of(
            "bash",
            "readlink",
            "sed",
            "find",
            "mkdir",
            "mktemp",
            "touch",
            "rm",
            "rmdir",
            "cp",
            "mv",
            "env",
            "nice")) {
      Files.createSymbolicLink(tools.resolve(tool), where(tool));
    }
  }

  @Test
  void without_java_the_launcher_says_what_to_install() throws Exception {
    Ran ran = run(folder.resolve("a tree/smoothie"), "--help");
    assertEquals(1, ran.exit());
    assertTrue(ran.text().contains("JDK, 17 or newer"), ran.text());
    assertTrue(ran.text().contains("apt-get install"), ran.text());
  }

  @Test
  void an_old_java_is_refused() throws Exception {
    java("11");
    Ran ran = run(folder.resolve("a tree/smoothie"));
    assertEquals(1, ran.exit());
    assertTrue(ran.text().contains("is version 11"), ran.text());
  }

  @Test
  void a_java_that_does_not_run_is_named_with_what_to_install() throws Exception {
    tool("java", "echo 'Unable to locate a Java Runtime.' >&2; exit 1");
    Ran ran = run(folder.resolve("a tree/smoothie"), "--help");
    assertEquals(1, ran.exit());
    assertTrue(ran.text().contains("tools/java does not run. Smoothie needs a JDK"), ran.text());
  }

  @Test
  void behind_a_script_the_jdk_is_found_with_its_compiler() throws Exception {
    java("17");
    Path jdk = folder.resolve("jdk");
    Files.delete(folder.resolve("tools/java"));
    tool(
        "java",
        """
        if [[ $1 == -XshowSettings:properties ]]; then
          printf 'Property settings:\\n    java.home = %%s\\n    java.io.tmpdir = /tmp\\n' '%s' >&2
        fi
        """
            .formatted(jdk));
    maven();
    Ran ran = run(folder.resolve("a tree/smoothie"), "--help");
    assertEquals(0, ran.exit(), ran.text());
    assertTrue(ran.text().endsWith("io.smoothie.cli.Smoothie --help\n"), ran.text());
  }

  @Test
  void without_maven_the_launcher_says_what_to_install_unless_there_is_nothing_to_build()
      throws Exception {
    java("17");
    Ran ran = run(folder.resolve("a tree/smoothie"));
    assertEquals(1, ran.exit());
    assertTrue(ran.text().contains("no Maven"), ran.text());

    maven();
    assertEquals(0, run(folder.resolve("a tree/smoothie")).exit());
    Files.delete(folder.resolve("tools/mvn"));
    Ran built = run(folder.resolve("a tree/smoothie"), "--version");
    assertEquals(0, built.exit(), built.text());
    assertTrue(built.text().endsWith("io.smoothie.cli.Smoothie --version\n"), built.text());
  }

  @Test
  void the_launcher_builds_once_says_so_and_builds_again_when_a_source_is_newer() throws Exception {
    java("17");
    maven();
    Path script = folder.resolve("a tree/smoothie");
    Ran first = run(script, "robots", "list");
    assertEquals(0, first.exit(), first.text());
    assertTrue(first.text().contains("Building Smoothie"), first.text());
    assertTrue(first.text().contains("io.smoothie.cli.Smoothie robots list"), first.text());

    Ran second = run(script, "a b");
    assertTrue(!second.text().contains("Building"), second.text());
    assertTrue(second.text().endsWith("io.smoothie.cli.Smoothie a b\n"), second.text());

    Path source = folder.resolve("a tree/cli/src/main/New.java");
    Files.writeString(source, "");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
    assertTrue(run(script).text().contains("Building"));
  }

  @Test
  void a_program_of_another_version_does_not_stay_beside_the_new_one() throws Exception {
    java("17");
    maven();
    Path target = Files.createDirectories(folder.resolve("a tree/cli/target/lib"));
    Files.writeString(target.resolveSibling("smoothie-cli-0.jar"), "");
    Files.writeString(target.resolve("smoothie-cli-0.jar"), "");

    assertEquals(0, run(folder.resolve("a tree/smoothie")).exit());

    try (Stream<Path> jars = Files.list(target)) {
      assertEquals(
          List.of(target.resolve("smoothie-cli-1.jar")),
          jars.filter(file -> file.toString().endsWith(".jar")).toList());
    }
  }

  @Test
  void without_a_locale_that_is_installed_text_is_utf_8() throws Exception {
    java("17");
    maven();
    Files.writeString(
        folder.resolve("jdk/bin/java"), "#!" + where("bash") + "\necho \"LC_ALL=$LC_ALL\"\n");
    Path script = folder.resolve("a tree/smoothie");
    run(script);
    Map<String, String> missing = Map.of("LANG", "xx_XX.UTF-8");

    assertEquals("LC_ALL=C.UTF-8\n", run(Map.of(), script).text());
    tool("locale", "echo ANSI_X3.4-1968");
    assertEquals("LC_ALL=C.UTF-8\n", run(missing, script).text());
    tool("locale", "echo UTF-8");
    assertEquals("LC_ALL=\n", run(missing, script).text());
  }

  @Test
  void a_link_to_the_launcher_works_from_any_folder_and_a_new_java_is_kept_quiet()
      throws Exception {
    java("25");
    maven();
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Path.of("a tree/smoothie"));
    Ran ran = run(link, "up");
    assertTrue(ran.text().contains("--enable-native-access=ALL-UNNAMED"), ran.text());
    assertTrue(ran.text().contains("--sun-misc-unsafe-memory-access=allow"), ran.text());
    assertTrue(
        ran.text()
            .contains(
                "-cp " + folder.toRealPath().resolve("a tree/cli/target/lib/smoothie-cli-1.jar")),
        ran.text());
  }

  @Test
  void installed_the_launcher_runs_what_is_beside_it_and_builds_nothing() throws Exception {
    java("17");
    Path script = install();

    Ran ran = run(script, "robots", "list");
    assertEquals(0, ran.exit(), ran.text());
    Path lib = folder.toRealPath().resolve("installed/lib");
    assertTrue(
        ran.text().contains("-cp " + lib.resolve("B.jar") + ":" + lib.resolve("a.jar") + " "),
        ran.text());
    assertTrue(ran.text().endsWith("io.smoothie.cli.Smoothie robots list\n"), ran.text());

    Files.delete(lib.resolve("a.jar"));
    Files.delete(lib.resolve("B.jar"));
    Files.delete(lib);
    Ran without = run(script);
    assertEquals(1, without.exit());
    assertTrue(without.text().contains("they belong in " + lib), without.text());
  }

  @Test
  void what_every_command_opens_is_first_on_the_class_path() throws Exception {
    java("17");
    Path script = install();
    Path lib = folder.toRealPath().resolve("installed/lib");
    List<String> first = List.of("picocli-4.jar", "smoothie-cli-1.jar", "sqlite-jdbc-3.jar");
    for (String jar : first) {
      Files.createFile(lib.resolve(jar));
    }

    String classPath = run(script).text().replaceFirst("(?s).*-cp (\\S+) .*", "$1");

    List<String> jars = new ArrayList<>(first);
    jars.addAll(List.of("B.jar", "a.jar"));
    assertEquals(
        jars.stream().map(jar -> lib.resolve(jar).toString()).toList(),
        List.of(classPath.split(":", -1)));
  }

  @Test
  void only_what_is_over_soon_gives_up_what_a_process_that_stays_needs() throws Exception {
    java("17");
    Path script = install();
    String flag = "-XX:ArchiveRelocationMode=0";
    assertTrue(run(script, "robots", "list").text().contains(flag));
    for (String staying :
        List.of("up", "demo", "worker", "gateway", "bench", "robot", "board", "watch")) {
      assertFalse(run(script, staying).text().contains(flag), staying);
    }
    String noRecorder = "-Djfr.unsupported.vm=true";
    assertTrue(run(script, "robots", "list").text().contains(noRecorder));
    String recording = "-XX:StartFlightRecording=filename=a.jfr";
    assertFalse(
        run(Map.of("JAVA_TOOL_OPTIONS", recording), script, "--help").text().contains(noRecorder),
        "it is asked for");
    java("26");
    assertFalse(run(script, "robots", "list").text().contains(flag), "a JVM that may not know it");
  }

  @Test
  void an_archive_of_classes_is_made_once_for_each_build_and_jvm() throws Exception {
    archivingJava("17");
    Path script = install();
    Path lib = folder.resolve("installed/lib");
    Files.writeString(lib.resolve(".built"), "first\n");
    assertFalse(run(script).text().contains("-XX:SharedArchiveFile"));
    await().until(() -> archives(lib).size() == 1);
    Path archive = archives(lib).get(0);
    assertTrue(archive.getFileName().toString().startsWith(".classes-first-17.0.1"));
    String made = Files.readString(archive);

    Ran second = run(script, "--help");
    assertTrue(
        second
            .text()
            .contains("-XX:SharedArchiveFile=" + lib.toRealPath().resolve(archive.getFileName())),
        second.text());
    assertEquals(List.of(archive), archives(lib));
    assertEquals(made, Files.readString(archive));

    // Another JVM has its own, beside it; another build takes the place of all.
    archivingJava("25");
    run(script);
    await().until(() -> archives(lib).size() == 2);
    Files.writeString(lib.resolve(".built"), "second\n");
    run(script);
    await()
        .untilAsserted(
            () ->
                assertTrue(
                    archives(lib).size() == 1
                        && archives(lib).get(0).getFileName().toString().contains("-second-25"),
                    archives(lib)::toString));
  }

  @Test
  void what_a_killed_launcher_left_is_removed_and_the_archive_made() throws Exception {
    archivingJava("17");
    Path script = install();
    Path lib = folder.resolve("installed/lib");
    Files.writeString(lib.resolve(".built"), "b\n");
    flock();
    Path left = lib.resolve(".classes-b-17.0.1.jsa.4711");
    Files.writeString(left, "half an archive");

    run(script);

    await().until(() -> archives(lib).size() == 1);
    await().until(() -> !Files.exists(left));
  }

  @Test
  void several_commands_at_once_make_one_archive() throws Exception {
    archivingJava("17");
    Path script = install();
    Path lib = folder.resolve("installed/lib");
    Files.writeString(lib.resolve(".built"), "b\n");
    flock();
    Process other =
        new ProcessBuilder(
                "/usr/bin/flock",
                lib.resolve(".archive.lock").toString(),
                where("bash").toString(),
                "-c",
                "echo held; read -r")
            .start();
    try {
      assertEquals("held", other.inputReader().readLine());
      for (int i = 0; i < 3; i++) {
        assertEquals(0, run(script).exit());
      }
    } finally {
      other.outputWriter().close();
      assertTrue(other.waitFor(30, TimeUnit.SECONDS));
    }
    assertEquals(List.of(), archives(lib));

    run(script);
    await().until(() -> archives(lib).size() == 1);
  }

  @Test
  void without_flock_several_commands_at_once_make_one_archive_too() throws Exception {
    archivingJava("17");
    Path script = install();
    Path lib = folder.resolve("installed/lib");
    Files.writeString(lib.resolve(".built"), "b\n");
    Path lock = Files.createDirectory(lib.resolve(".archive.lock.d"));
    for (int i = 0; i < 3; i++) {
      assertEquals(0, run(script).exit());
    }
    assertEquals(List.of(), archives(lib));

    // Left by a kill long ago.
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(7200)));
    run(script);
    await().until(() -> archives(lib).size() == 1);
    await().until(() -> !Files.exists(lock));
  }

  @Test
  void at_a_tab_nothing_is_built() throws Exception {
    java("17");
    maven();

    Ran ran = run(folder.resolve("a tree/smoothie"), "__complete", "--", "rob");

    assertEquals(0, ran.exit());
    assertEquals("", ran.text());
  }

  @Test
  void an_archive_that_cannot_be_made_is_not_tried_again_and_nobody_is_told() throws Exception {
    java("17");
    Path script = install();
    Path lib = folder.resolve("installed/lib");
    Files.writeString(lib.resolve(".built"), "b\n");

    Ran first = run(script, "--help");
    assertTrue(first.text().endsWith("io.smoothie.cli.Smoothie --help\n"), first.text());
    assertEquals(1, first.text().lines().count(), first.text());
    await().until(() -> archives(lib).size() == 1);

    Ran second = run(script, "--help");
    assertEquals(first.text(), second.text());
    assertEquals("", Files.readString(archives(lib).get(0)));
  }

  @Test
  void where_nothing_can_be_written_there_is_no_archive_and_no_word() throws Exception {
    archivingJava("17");
    Path script = install();
    Path lib = folder.resolve("installed/lib");
    Files.writeString(lib.resolve(".built"), "b\n");
    assertTrue(lib.toFile().setWritable(false));
    try {
      Assumptions.assumeFalse(Files.isWritable(lib), "this user may write everywhere");
      Ran ran = run(script, "--help");
      assertEquals(1, ran.text().lines().count(), ran.text());
      assertEquals(List.of(), archives(lib));
    } finally {
      assertTrue(lib.toFile().setWritable(true));
    }
  }

  private static List<Path> archives(Path lib) throws IOException {
    try (Stream<Path> files = Files.list(lib)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).sorted().toList();
    }
  }

  /** As the archive of a release lays it out. */
  private Path install() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("installed/bin"));
    Path lib = Files.createDirectories(folder.resolve("installed/lib"));
    Files.writeString(lib.resolve("a.jar"), "");
    Files.writeString(lib.resolve("B.jar"), "");
    Path script = bin.resolve("smoothie");
    Files.copy(folder.resolve("a tree/smoothie"), script);
    executable(script);
    return script;
  }

  /** Some systems have none. */
  private void flock() throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")));
    Files.createSymbolicLink(folder.resolve("tools/flock"), Path.of("/usr/bin/flock"));
  }

  /** A Java that writes the files that one with archives of classes would. */
  private void archivingJava(String version) throws IOException {
    Files.deleteIfExists(folder.resolve("tools/java"));
    java(version);
    Files.writeString(
        folder.resolve("jdk/bin/java"),
        """
        #!%s
        echo "$@"
        for word in "$@"; do
          case $word in
            -XX:DumpLoadedClassList=*) echo java/lang/Object >"${word#*=}" ;;
            -XX:SharedArchiveFile=*) [[ " $* " != *" -Xshare:dump "* ]] || echo "$@" >"${word#*=}" ;;
          esac
        done
        """
            .formatted(where("bash")));
  }

  @Test
  void a_collector_or_a_memory_limit_of_the_environment_takes_the_place_of_ours() throws Exception {
    java("17");
    maven();
    Path script = folder.resolve("a tree/smoothie");
    run(script);

    String ours = run(script).text();
    assertTrue(ours.contains("-XX:+UseSerialGC") && ours.contains("-Xmx512m"), ours);
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      String collector = run(Map.of(variable, "-Da=b -XX:+UseParallelGC"), script, "up").text();
      assertFalse(collector.contains("-XX:+Use"), collector);
      assertTrue(collector.contains("-Xmx1g"), collector);
      String memory = run(Map.of(variable, "-Xms2g"), script).text();
      assertTrue(memory.contains("-XX:+UseSerialGC"), memory);
      assertFalse(memory.contains("-Xmx"), memory);
    }
    String share = run(Map.of("JAVA_TOOL_OPTIONS", "-XX:MaxRAMPercentage=50"), script).text();
    assertFalse(share.contains("-Xmx"), share);
    String file = run(Map.of("JDK_JAVA_OPTIONS", "@/etc/java.options"), script).text();
    assertFalse(file.contains("-XX:+Use") || file.contains("-Xmx"), file);
    String other = run(Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseStringDeduplication"), script).text();
    assertTrue(other.contains("-XX:+UseSerialGC") && other.contains("-Xmx512m"), other);
  }

  private void java(String version) throws IOException {
    Path home = Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(home.resolveSibling("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
    for (String tool : List.of("java", "javac")) {
      Files.writeString(home.resolve(tool), "#!" + where("bash") + "\necho \"$@\"\n");
      executable(home.resolve(tool));
    }
    Path link = folder.resolve("tools/java");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, home.resolve("java"));
  }

  private void maven() throws IOException {
    tool("mvn", "mkdir -p cli/target/lib && echo > cli/target/smoothie-cli-1.jar");
  }

  /** A program on the PATH. */
  private void tool(String name, String script) throws IOException {
    Path file = folder.resolve("tools").resolve(name);
    Files.writeString(file, "#!%s\n%s\n".formatted(where("bash"), script));
    executable(file);
  }

  private record Ran(int exit, String text) {}

  private Ran run(Path script, String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), script, arguments);
  }

  private Ran run(Map<String, String> environment, Path script, String... arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(where("bash").toString(), script.toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", folder.resolve("tools").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    return new Ran(process.exitValue(), text);
  }

  private static Path where(String tool) {
    for (String folder : List.of("/usr/bin", "/bin", "/usr/local/bin", "/opt/homebrew/bin")) {
      Path file = Path.of(folder, tool);
      if (Files.isExecutable(file)) {
        return file;
      }
    }
    throw new IllegalStateException("no " + tool);
  }

  private static void executable(Path file) {
    assertTrue(file.toFile().setExecutable(true));
  }
}
