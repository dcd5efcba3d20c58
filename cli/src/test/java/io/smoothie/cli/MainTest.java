package io.smoothie.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
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

  private record Ran(int exit, String err) {}

  private Ran smoothie(List<String> flags, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    if (Runtime.version().feature() >= 24) {
      // As the launcher does: the JVM itself has much to say of libraries.
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
    builder.environment().putAll(environment);
    builder.environment().put("SMOOTHIE_HOME", folder.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Ran(process.exitValue(), Files.readString(err, StandardCharsets.UTF_8));
  }
}
