package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttSettings;
import io.temporal.api.workflowservice.v1.ListNamespacesRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code smoothie bench} measures, beside a shop that is open, and leaves nothing of its own. */
@RealTier
class BenchRealTest {
  private static final String[] SMALL = {
    "bench", "--orders=30", "--warm-up=3", "--in-flight=5", "--robots=4", "-o", "json"
  };
  private static final Pattern RUN = Pattern.compile("smoothie-bench-[0-9a-f]{8}-\\d+-\\d+");

  @Test
  void it_measures_all_that_it_promises_and_the_shop_notices_nothing(Shop shop, RealServers servers)
      throws Exception {
    shop.gateway();
    shop.awaitListening();

    ChildProcess bench = shop.smoothie(SMALL);

    assertEquals(0, awaitEnd(bench), bench::output);
    JsonNode result = result(bench);
    assertEquals(60, result.get("made").asInt(), "30 in a closed loop, 30 as a backlog");
    assertEquals(0, result.get("failed").asInt());
    assertFalse(result.has("failure"));
    for (String rate :
        List.of(
            "orders_per_second", "bare_orders_per_second", "ratio", "backlog_orders_per_second")) {
      assertTrue(result.get(rate).asDouble() > 0, rate);
    }
    JsonNode legs = result.get("legs");
    for (String leg : List.of("place", "claim", "tell", "making", "answer", "made", "whole")) {
      assertEquals(30, legs.get(leg).get("count").asInt(), leg);
      assertTrue(legs.get(leg).get("p99").asDouble() >= legs.get(leg).get("p50").asDouble(), leg);
    }
    assertEquals(
        Set.of("bare", "broker", "client", "gateway", "robots", "temporal", "worker"),
        names(result.get("cpu_per_order")));
    assertTrue(result.get("cpu_per_order").get("worker").asDouble() > 0);
    assertTrue(result.get("bare_cpu_per_order").get("temporal").asDouble() > 0);
    assertNothingIsLeft(shop, servers, bench);
    assertEquals(List.of(), shop.table().robots().list());
    assertEquals(List.of(), shop.table().deadLetters().list(10));
  }

  @Test
  void ctrl_C_stops_it_and_all_of_it_is_removed(Shop shop, RealServers servers) throws Exception {
    ChildProcess bench = shop.smoothie("bench", "--orders=100000", "--warm-up=0", "--robots=4");
    awaitOrders(bench);

    assertEquals(130, bench.interrupt(), bench::output);

    assertNothingIsLeft(shop, servers, bench);
  }

  @Test
  void what_a_killed_one_left_is_removed_by_the_next(Shop shop, RealServers servers)
      throws Exception {
    ChildProcess killed = shop.smoothie("bench", "--orders=100000", "--warm-up=0", "--robots=4");
    awaitOrders(killed);
    List<ProcessHandle> parts = killed.children("java");
    assertEquals(4, parts.size());
    killed.kill();
    await("the killed bench's parts to end")
        .until(() -> parts.stream().noneMatch(ProcessHandle::isAlive));
    assertTrue(namespaces(servers).contains(run(killed)));

    ChildProcess next = shop.smoothie(SMALL);

    assertEquals(0, awaitEnd(next), next::output);
    assertTrue(next.output().contains("An earlier bench was killed"), next::output);
    assertNothingIsLeft(shop, servers, killed);
    assertNothingIsLeft(shop, servers, next);
  }

  @Test
  void a_broker_that_lets_it_use_no_topics_is_named_and_all_of_it_is_removed(
      Shop shop, RealServers servers) throws Exception {
    try (FleetBroker fleet = FleetBroker.start(servers.binaries())) {
      ChildProcess bench = shop.smoothie(fleet.forPart(fleet.part("worker")), SMALL);

      // A step at a time: the trial order alone takes half a minute.
      bench.awaitOutput("Making a trial order");
      bench.awaitOutput("The trial order was not made (");
      assertEquals(3, bench.awaitEnd(), bench::output);
      assertTrue(bench.output().contains("write and read smoothie-bench/#"), bench::output);
      assertFalse(namespaces(servers).contains(run(bench)));
    }
  }

  private static void assertNothingIsLeft(Shop shop, RealServers servers, ChildProcess bench)
      throws IOException {
    String run = run(bench);
    assertFalse(namespaces(servers).contains(run));
    try (Stream<Path> beside = Files.list(shop.folder())) {
      assertEquals(List.of(), beside.filter(file -> file.endsWith(run)).toList());
    }
    try (Stream<Path> logs = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertEquals(
          List.of(), logs.filter(f -> f.getFileName().toString().startsWith(run)).toList());
    }
    Mqtt5BlockingClient heir =
        MqttClients.builder(MqttSettings.parse(servers.mqttUrl()), run + "-gateway")
            .buildBlocking();
    assertFalse(heir.connectWith().cleanStart(false).send().isSessionPresent());
    heir.disconnect();
  }

  private static void awaitOrders(ChildProcess bench) {
    bench.awaitOutput("Starting");
    bench.awaitOutput("Making a trial order");
    bench.awaitOutput("Orders: 25000");
  }

  /** A step at a time: on a busy machine it takes minutes. */
  private static int awaitEnd(ChildProcess bench) {
    for (String step : List.of("Starting", "Making a trial order", "Bare engine", "Backlog")) {
      bench.awaitOutput(step);
    }
    return bench.awaitEnd();
  }

  private static String run(ChildProcess bench) {
    Matcher name = RUN.matcher(bench.output());
    assertTrue(name.find(), bench::output);
    String last = name.group();
    while (name.find()) {
      last = name.group();
    }
    return last;
  }

  private static List<String> namespaces(RealServers servers) {
    return servers
        .connection()
        .stubs()
        .blockingStub()
        .listNamespaces(ListNamespacesRequest.newBuilder().setPageSize(1_000).build())
        .getNamespacesList()
        .stream()
        .map(one -> one.getNamespaceInfo().getName())
        .toList();
  }

  private static JsonNode result(ChildProcess bench) throws IOException {
    String output = bench.output();
    return new ObjectMapper().readTree(output.substring(output.indexOf("{")));
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
