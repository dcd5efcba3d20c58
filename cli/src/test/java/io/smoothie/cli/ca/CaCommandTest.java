package io.smoothie.cli.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaCommandTest {
  @TempDir private Path home;

  private Ran run(String... arguments) {
    return Shop.ran(new Surroundings(Map.of(), home.resolve("state")), List.of(arguments));
  }

  private String out(String name) {
    return "--out=" + home.resolve(name);
  }

  @Test
  void the_authorities_are_made_in_the_state_folder_once() {
    Ran first = run("ca", "init");
    Ran second = run("ca", "init");

    assertEquals(0, first.exit(), first.err());
    assertTrue(first.out().contains(home.resolve("state/ca").toString()), first.out());
    assertEquals(0, second.exit(), second.err());
    assertTrue(second.out().contains("there already; nothing changed"), second.out());
    assertTrue(Files.exists(home.resolve("state/ca/robots/ca.pem")));
    assertTrue(Files.exists(home.resolve("state/ca/shop/ca.pem")));
  }

  @Test
  void an_option_goes_before_the_variable_for_the_folder() {
    Surroundings variable =
        new Surroundings(
            Map.of("SMOOTHIE_CA_DIR", home.resolve("variable").toString()), home.resolve("state"));

    Shop.ran(variable, List.of("ca", "init"));
    Shop.ran(variable, List.of("ca", "init", "--ca-dir", home.resolve("option").toString()));

    assertTrue(Files.exists(home.resolve("variable/shop/ca.pem")));
    assertTrue(Files.exists(home.resolve("option/shop/ca.pem")));
    assertFalse(Files.exists(home.resolve("state")));
  }

  @Test
  void our_own_parts_and_the_broker_get_what_they_need_and_no_key_is_shown() throws IOException {
    run("ca", "init");
    String everything = "";
    for (Ran ran :
        List.of(
            run("ca", "issue", "worker", out("worker")),
            run("ca", "issue", "gateway", out("gateway"), "--valid", "30d"),
            run("ca", "issue", "broker", "--host", "broker.example", out("broker")),
            run("ca", "issue", "worker", out("worker")),
            run("ca", "issue", "worker", out("worker"), "--renew"),
            run("ca", "show"),
            run("ca", "show", "-o", "json"))) {
      assertEquals(0, ran.exit(), ran.err());
      everything += ran.out() + ran.err();
    }

    for (String file :
        List.of(
            "worker/key.pem",
            "worker/cert.pem",
            "worker/ca.pem",
            "gateway/cert.pem",
            "broker/key.pem",
            "broker/robots-ca.pem",
            "broker/robots-crl.pem",
            "broker/shop-ca.pem",
            "broker/shop-crl.pem")) {
      assertTrue(Files.exists(home.resolve(file)), file);
    }
    assertFalse(everything.contains("PRIVATE"), everything);
    for (String line : Files.readAllLines(home.resolve("worker/key.pem"))) {
      assertFalse(everything.contains(line), everything);
    }
  }

  @Test
  void what_was_issued_and_revoked_is_shown() throws IOException {
    run("ca", "init");
    run("ca", "issue", "worker", out("worker"));
    JsonNode shown = new ObjectMapper().readTree(run("ca", "show", "-o", "json").out());
    assertEquals(3, shown.size(), shown::toString);
    JsonNode worker = shown.path(2);
    assertEquals("worker", worker.path("name").asText());
    assertEquals("valid", worker.path("state").asText());
    assertTrue(worker.path("revoked").isMissingNode());

    Ran revoked = run("ca", "revoke", worker.path("serial").asText(), "abc");

    assertEquals(1, revoked.exit());
    assertTrue(revoked.out().contains("that of worker"), revoked.out());
    assertTrue(revoked.err().contains("serial number abc"), revoked.err());
    String after = run("ca", "show").out();
    assertTrue(after.lines().anyMatch(line -> line.matches("shop +worker .* revoked")), after);
    assertEquals(1, run("ca", "revoke", worker.path("serial").asText()).exit());
  }

  @Test
  void the_lists_are_written_where_the_broker_reads_them() throws IOException {
    run("ca", "init");
    run("ca", "issue", "broker", "--host", "localhost", out("broker"));
    run("ca", "issue", "worker", out("worker"));
    String before = Files.readString(home.resolve("broker/shop-crl.pem"));
    JsonNode shown = new ObjectMapper().readTree(run("ca", "show", "-o", "json").out());
    for (JsonNode each : shown) {
      if (each.path("name").asText().equals("worker")) {
        run("ca", "revoke", each.path("serial").asText());
      }
    }
    assertEquals(before, Files.readString(home.resolve("broker/shop-crl.pem")));

    Ran ran = run("ca", "crl", out("broker"));

    assertEquals(0, ran.exit(), ran.err());
    assertEquals(
        Files.readString(home.resolve("state/ca/shop/crl.pem")),
        Files.readString(home.resolve("broker/shop-crl.pem")));
    assertFalse(before.equals(Files.readString(home.resolve("broker/shop-crl.pem"))));
  }

  @Test
  void bad_input_gets_a_sentence() throws IOException {
    assertRefused(1, "smoothie ca init", "ca", "show");
    assertRefused(1, "smoothie ca init", "ca", "issue", "worker", out("worker"));
    assertRefused(1, "smoothie ca init", "ca", "crl", out("broker"));
    run("ca", "init");
    assertRefused(2, "--host is for a broker's", "ca", "issue", "broker", out("broker"));
    assertRefused(2, "--host is for a broker's", "ca", "issue", "worker", "--host=a", out("w"));
    assertRefused(2, "neither the name", "ca", "issue", "broker", "--host=a/b", out("broker"));
    assertRefused(2, "PART", "ca", "issue", "robot", out("robot"));
    assertRefused(2, "--out", "ca", "issue", "worker");
    assertRefused(2, "at least a minute", "ca", "issue", "worker", "--valid=1s", out("worker"));
    assertRefused(2, "hexadecimal", "ca", "revoke", "worker");
    assertRefused(1, "no certificate to renew", "ca", "issue", "worker", "--renew", out("w"));
    Files.writeString(home.resolve("file"), "");
    assertRefused(1, "cannot be written", "ca", "issue", "worker", out("file/worker"));
    assertRefused(1, "cannot be written", "ca", "init", "--ca-dir", home + "/file/ca");
  }

  private void assertRefused(int exit, String sentence, String... arguments) {
    Ran ran = run(arguments);
    assertTrue(ran.err().contains(sentence), ran.err());
    assertEquals(exit, ran.exit(), ran.err());
    assertEquals("", ran.out());
  }
}
