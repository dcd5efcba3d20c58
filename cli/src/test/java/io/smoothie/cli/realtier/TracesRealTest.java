package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.testing.SpanCollector;
import io.smoothie.cli.testing.SpanCollector.Received;
import io.smoothie.workflow.OrderId;
import io.temporal.api.history.v1.HistoryEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One trace per order, through every process, to a collector. */
@RealTier
class TracesRealTest {
  private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";

  @Test
  void a_retried_orders_spans_are_one_trace_of_every_process(Shop shop) throws IOException {
    try (SpanCollector collector = new SpanCollector()) {
      Map<String, String> on = Map.of(ENDPOINT, collector.endpoint());
      shop.addRobots("Robot1", "Robot2");
      ChildProcess worker = shop.smoothie(on, "worker", "--log-format", "json");
      // It sends nothing before its end.
      Map<String, String> late =
          Map.of(ENDPOINT, collector.endpoint(), "OTEL_BSP_SCHEDULE_DELAY", "3600000");
      ChildProcess gateway = shop.smoothie(late, "gateway", "--client-id", shop.taskQueue());
      ChildProcess silent = shop.smoothie(on, "robot", "Robot1", "--silent", "--make-time", "1s");
      ChildProcess makes = shop.smoothie(on, "robot", "Robot2", "--make-time", "1s");
      worker.awaitOutput("Worker on task queue");
      shop.awaitListening();
      silent.awaitOutput("Ctrl-C switches it off");
      makes.awaitOutput("Ctrl-C switches it off");

      ChildProcess order =
          shop.smoothie(
              on, "order", "Lime", "--id", "traced", "--attempts", "2", "--start-to-close", "4s");
      assertEquals(0, order.awaitEnd(), order::output);
      worker.awaitOutput("was made by");
      assertEquals(130, gateway.interrupt());

      Received whole = collector.named("order", 1).get(0);
      Received answer = collector.named("take answer", 1).get(0);
      Received placing = collector.named("place order", 1).get(0);
      collector.named("SetRobotFinished", 1);
      collector.named("make smoothie", 2);
      assertEquals("smoothie", placing.service());
      assertEquals("", placing.parent());
      assertEquals("smoothie-worker", whole.service());
      assertEquals("made", whole.attribute("smoothie.status"));
      assertEquals(List.of(answer.id()), whole.links());
      assertEquals("smoothie-gateway", answer.service());
      assertOneTrace(collector.spans());

      JsonNode made = lineOf(worker, "was made by");
      assertEquals(placing.trace(), made.get("trace_id").asText());
    }
  }

  /** Whose spans hang together: each but the placing continues another one that was sent. */
  private static void assertOneTrace(List<Received> spans) {
    assertEquals(1, spans.stream().map(Received::trace).distinct().count(), spans::toString);
    Map<String, Received> byId =
        spans.stream().collect(Collectors.toMap(Received::id, Function.identity()));
    Set<String> steps = new TreeSet<>();
    for (Received span : spans) {
      if (!span.name().equals("place order")) {
        steps.add(
            Objects.requireNonNull(byId.get(span.parent()), span::toString).name()
                + " → "
                + span.name());
        assertTrue(
            span.service().equals("smoothie-gateway")
                || span.attribute("smoothie.order").equals("traced"),
            span::toString);
      }
    }
    assertEquals(
        Set.of(
            "place order → GetRobot",
            "place order → TellRobotOrder",
            "TellRobotOrder → send order",
            "send order → make smoothie",
            "place order → ConfirmListening",
            "place order → SetRobotBroken",
            "make smoothie → take answer",
            "place order → SetRobotFinished",
            "place order → order"),
        steps);
  }

  @Test
  void a_killed_worker_breaks_no_trace(Shop shop) throws IOException {
    try (SpanCollector collector = new SpanCollector()) {
      Map<String, String> on = Map.of(ENDPOINT, collector.endpoint());
      shop.addRobots("Robot1");
      ChildProcess worker = shop.smoothie(on, "worker");
      shop.gateway();
      worker.awaitOutput("Worker on task queue");
      shop.awaitListening();
      ChildProcess order = shop.smoothie(on, "order", "Lime", "--id", "killed");
      Received told = collector.named("TellRobotOrder", 1).get(0);
      worker.kill();
      shop.succeed("Robot1", new OrderId("killed"));

      shop.smoothie(on, "worker");
      assertEquals(0, order.awaitEnd(), order::output);

      Received whole = collector.named("order", 1).get(0);
      Received placing = collector.named("place order", 1).get(0);
      assertEquals(placing.trace(), whole.trace());
      assertEquals(placing.id(), whole.parent());
      assertEquals(placing.id(), told.parent());
      assertEquals(1, whole.span().getEventsCount(), "the answer of a robot without a trace");
    }
  }

  @Test
  void a_collector_that_is_away_costs_an_order_one_line(Shop shop) {
    Map<String, String> nowhere = Map.of(ENDPOINT, "http://user:secret@127.0.0.1:1");
    shop.addRobots("Robot1");
    ChildProcess worker = shop.smoothie(nowhere, "worker");
    shop.gateway();
    shop.simulatedRobot("Robot1", "--make-time", "100ms");
    worker.awaitOutput("Worker on task queue");
    shop.awaitListening();
    ChildProcess last = shop.smoothie(nowhere, "order", "Lime");
    assertEquals(0, last.awaitEnd(), last::output);
    assertEquals(0, shop.smoothie(nowhere, "order", "Lime").awaitEnd());
    worker.awaitOutput("takes no spans");

    assertEquals(130, worker.interrupt());

    for (ChildProcess process : List.of(worker, last)) {
      assertEquals(
          1,
          process.output().lines().filter(line -> line.contains("takes no spans")).count(),
          process::output);
      assertTrue(
          process.output().contains("The collector at http://127.0.0.1:1 "), process::output);
      assertFalse(process.output().contains("secret"), process::output);
    }
  }

  @Test
  void without_the_variables_no_sdk_is_loaded_and_nothing_is_sent_or_recorded_of_it(Shop shop)
      throws IOException {
    shop.addRobots("Robot1");
    ChildProcess ear = shop.listen("Robot1", "-F", "%P|%p");
    ChildProcess worker = shop.smoothie(logging(shop, "worker"), "worker");
    ChildProcess gateway =
        shop.smoothie(logging(shop, "gateway"), "gateway", "--client-id", shop.taskQueue());
    ChildProcess robot =
        shop.smoothie(logging(shop, "robot"), "robot", "Robot1", "--make-time", "100ms");
    worker.awaitOutput("Worker on task queue");
    gateway.awaitOutput("Ctrl-C stops it");
    shop.awaitListening();
    robot.awaitOutput("Ctrl-C switches it off");
    ChildProcess order =
        shop.smoothie(logging(shop, "order"), "order", "Lime", "--id", shop.taskQueue());
    assertEquals(0, order.awaitEnd(), order::output);

    String token = new OrderId(shop.taskQueue()).workflowId();
    await().until(() -> ear.output().contains("Lime"));
    assertEquals("|{\"task_token\":\"%s\",\"smoothie\":\"Lime\"}\n".formatted(token), ear.output());
    List<HistoryEvent> history = shop.history(new OrderId(shop.taskQueue()));
    assertEquals(14, history.size(), history::toString);
    assertFalse(history.toString().contains("_tracer-data"));
    for (String process : List.of("worker", "gateway", "robot", "order")) {
      List<String> classes =
          Files.readAllLines(classes(shop, process)).stream()
              .filter(line -> line.contains("io.opentelemetry.") || line.contains(".trace.Traces "))
              .map(line -> line.replaceAll(".*\\] ?(\\S+) source.*", "$1"))
              .toList();
      assertTrue(classes.contains("io.smoothie.cli.trace.Traces"), classes::toString);
      assertEquals(
          List.of(),
          classes.stream()
              .filter(one -> one.matches("io\\.opentelemetry\\.(sdk|exporter)\\..*"))
              .toList());
      assertTrue(classes.size() < 6, "a few names of the API: " + classes);
    }
  }

  private static Map<String, String> logging(Shop shop, String process) {
    return Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + classes(shop, process));
  }

  private static Path classes(Shop shop, String process) {
    return shop.folder().resolve(process + ".classes");
  }

  private static JsonNode lineOf(ChildProcess process, String words) throws IOException {
    return new ObjectMapper()
        .readTree(
            process
                .output()
                .lines()
                .filter(line -> line.contains(words))
                .findFirst()
                .orElseThrow());
  }
}
