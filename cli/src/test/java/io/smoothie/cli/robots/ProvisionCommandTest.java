package io.smoothie.cli.robots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.RobotName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvisionCommandTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Shop shop;

  @BeforeEach
  void open() throws IOException {
    shop = new Shop(folder).with("SMOOTHIE_CA_DIR", folder.resolve("ca").toString());
    assertEquals(0, ca("init").exit());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Ran ca(String... arguments) {
    return alone(Stream.concat(Stream.of("ca"), Stream.of(arguments)).toArray(String[]::new));
  }

  /** A command that takes neither Temporal nor the table. */
  private Ran alone(String... arguments) {
    return Shop.ran(
        new Surroundings(Map.of("SMOOTHIE_CA_DIR", folder.resolve("ca").toString()), folder),
        List.of(arguments));
  }

  private Ran provision(String... names) {
    return robots("provision", names);
  }

  private Ran robots(String command, String... names) {
    List<String> all = new ArrayList<>(List.of("robots", command));
    all.addAll(List.of(names));
    all.addAll(List.of("--out", folder.resolve("out").toString(), "--broker", "b.example"));
    return command.equals("renew")
        ? alone(all.toArray(String[]::new))
        : shop.run(all.toArray(String[]::new));
  }

  @Test
  void a_robot_is_added_and_its_owner_gets_what_goes_onto_it() throws IOException {
    Ran ran = provision("Robot1", "aa:bb");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(ran.out().contains("aa:bb added."), ran.out());
    for (String robot : new String[] {"Robot1", "aa:bb"}) {
      assertTrue(shop.table.robots().find(new RobotName(robot)).isPresent());
      for (String file : new String[] {"key.pem", "cert.pem", "ca.pem"}) {
        assertTrue(Files.exists(folder.resolve("out").resolve(robot).resolve(file)), file);
      }
      String text = Files.readString(folder.resolve("out").resolve(robot).resolve("connect.txt"));
      for (String part :
          new String[] {
            "b.example",
            "8883",
            "robots/" + robot + "/order",
            "robots/" + robot + "/success",
            "robots/" + robot + "/status"
          }) {
        assertTrue(text.contains(part), text);
      }
    }

    Ran again = provision("Robot1", "aa:bb");
    assertEquals(0, again.exit(), again.err());
    assertTrue(again.out().contains("aa:bb is there already"), again.out());
  }

  @Test
  void a_run_that_was_killed_before_it_added_the_robot_is_finished_by_the_next() {
    provision("Robot1", "--no-add");
    assertTrue(shop.table.robots().list().isEmpty());

    provision("Robot1");

    assertEquals(1, shop.table.robots().list().size());
    assertEquals(1, ca("show").out().lines().filter(line -> line.contains(" Robot1 ")).count());
  }

  @Test
  void robots_find_the_broker_where_its_certificate_says() throws IOException {
    String out = folder.resolve("out").toString();
    Ran unknown = shop.run("robots", "provision", "Robot1", "--out", out);
    assertEquals(2, unknown.exit());
    assertTrue(unknown.err().contains("--broker"), unknown.err());
    assertTrue(shop.table.robots().list().isEmpty());
    ca("issue", "broker", "--host", "10.1.2.3", "--host", "other", "--out", out + "/broker");

    Ran ran = shop.run("robots", "provision", "Robot1", "--out", out);

    assertEquals(0, ran.exit(), ran.err());
    String text = Files.readString(folder.resolve("out/Robot1/connect.txt"));
    assertTrue(text.contains("10.1.2.3"), text);
  }

  @Test
  void the_end_of_a_certificate_is_listed() throws IOException {
    provision("Robot1", "--valid", "10d");
    shop.run("robots", "add", "Robot2");

    String wide = shop.run("robots", "list", "-o", "wide").out();
    JsonNode json = new ObjectMapper().readTree(shop.run("robots", "list", "-o", "json").out());

    Instant until = Instant.parse(json.path(0).path("certificate_until").asText());
    Duration left = Duration.between(Instant.now(), until);
    assertTrue(left.toHours() >= 239 && left.toHours() <= 240, left::toString);
    assertTrue(json.path(1).path("certificate_until").isMissingNode());
    assertTrue(wide.contains("CERTIFICATE UNTIL"), wide);
    assertTrue(wide.contains(until.toString().substring(0, 10)), wide);
    assertFalse(shop.run("robots", "list").out().contains("CERTIFICATE"));

    robots("renew", "Robot1", "--valid", "20d");
    String renewed = shop.run("robots", "list", "-o", "wide").out();
    assertTrue(renewed.contains(until.plus(Duration.ofDays(10)).toString().substring(0, 10)));
    revoke("Robot1");
    assertTrue(
        new ObjectMapper()
            .readTree(shop.run("robots", "list", "-o", "json").out())
            .path(0)
            .path("certificate_until")
            .isMissingNode());
  }

  @Test
  void robots_are_listed_without_certificates_that_cannot_be_read() throws IOException {
    provision("Robot1");
    Files.writeString(folder.resolve("ca/robots/crl.pem"), "torn");

    Ran ran = shop.run("robots", "list", "-o", "wide");

    assertEquals(0, ran.exit());
    assertTrue(ran.out().contains("Robot1  ONLINE"), ran.out());
    assertTrue(ran.err().contains("crl.pem cannot be read"), ran.err());
  }

  @Test
  void a_robot_is_renewed_and_revoked() {
    provision("Robot1");

    Ran renewed = robots("renew", "Robot1");
    assertEquals(0, renewed.exit(), renewed.err());

    Ran revoked = revoke("Robot1");
    assertEquals(0, revoked.exit(), revoked.err());
    assertTrue(revoked.out().contains("(2 revoked)"), revoked.out());
    assertTrue(revoked.out().contains("kill -HUP"), revoked.out());
    assertTrue(revoke("Robot1").out().contains("nothing changed"));
    assertTrue(shop.table.robots().find(new RobotName("Robot1")).isPresent());
    Ran unknown = revoke("Robot9");
    assertEquals(1, unknown.exit());
    assertTrue(unknown.err().contains("Robot9 has never had a certificate"), unknown.err());
  }

  private Ran revoke(String name) {
    return alone("robots", "revoke", name);
  }

  @Test
  void bad_input_gets_a_sentence_and_nothing_is_added() {
    assertRefused(2, "is not a robot's name", "robots", "provision", "a/b", "--out", "out");
    assertRefused(2, "is not a robot's name", "robots", "provision", "+", "--out", "out");
    assertRefused(2, "cannot have that name", "robots", "provision", "..", "--out", "out");
    assertRefused(2, "--out", "robots", "provision", "Robot1");
    for (String broker :
        new String[] {"a b", "b.example:0", "b.example:65536", "mqtts://b", ":1"}) {
      assertRefused(
          2, "it looks like", "robots", "provision", "Robot1", "--out=out", "--broker", broker);
    }
    provision("Robot2", "--no-add");
    Ran elsewhere =
        shop.run(
            "robots", "provision", "Robot2", "--broker=b", "--out=" + folder.resolve("elsewhere"));
    assertEquals(1, elsewhere.exit());
    assertTrue(elsewhere.err().contains("smoothie robots renew Robot2"), elsewhere.err());
    assertTrue(shop.table.robots().list().isEmpty());
  }

  private void assertRefused(int exit, String sentence, String... arguments) {
    Ran ran = shop.run(arguments);
    assertTrue(ran.err().contains(sentence), ran.err());
    assertEquals(exit, ran.exit(), ran.err());
    assertEquals("", ran.out());
  }
}
