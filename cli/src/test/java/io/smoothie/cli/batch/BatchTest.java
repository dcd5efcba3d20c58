package io.smoothie.cli.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.smoothie.workflow.temporal.Orders.Placed;
import io.smoothie.workflow.temporal.Orders.State;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code smoothie order --from}, on a Temporal in memory. */
class BatchTest {
  @TempDir Path folder;
  private Shop shop;
  private String file;

  @SuppressWarnings("NullAway.Init")
  BatchTest() {}

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
    file = folder.resolve("orders").toString();
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  private void write(String... lines) throws IOException {
    Files.writeString(Path.of(file), String.join("\n", lines) + "\n");
  }

  private Ran order(String... more) {
    return shop.run(
        Stream.concat(Stream.of("order", "--from", file), Stream.of(more)).toArray(String[]::new));
  }

  private void openWith(Robots.Reaction reaction) {
    shop.startWorker().run("robots", "add", "Robot1", "Robot2");
    shop.robots.when("Robot1", reaction);
    shop.robots.when("Robot2", reaction);
  }

  private State state(String order) {
    return shop.orders.state(new OrderId(order));
  }

  private static List<JsonNode> json(Ran ran) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : ran.lines()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void every_line_is_made_and_its_result_is_a_line_of_json() throws Exception {
    openWith(Robots.MAKES_WITH_RESULT);
    write("Mango", "", "{\"smoothie\":\"Lime\",\"params\":{\"ice\":false}}", "Plum");

    Ran ran = order("--batch=b", "-o", "jsonl", "--in-flight=2", "--param=ice=some");

    assertEquals(0, ran.exit(), ran.err());
    List<JsonNode> lines = json(ran);
    assertEquals(3, lines.size(), ran.out());
    JsonNode lime =
        lines.stream().filter(line -> line.path("line").asInt() == 3).findFirst().orElseThrow();
    assertEquals("b-3", lime.path("id").asText());
    assertEquals("made", lime.path("status").asText());
    assertTrue(lime.path("robot").asText().startsWith("Robot"), ran.out());
    assertEquals("{\"told\":{\"ice\":false}}", lime.path("result").toString());
    JsonNode mango =
        lines.stream().filter(line -> line.path("line").asInt() == 1).findFirst().orElseThrow();
    assertEquals("{\"told\":{\"ice\":\"some\"}}", mango.path("result").toString());
    assertTrue(ran.err().contains("3 orders in"), ran.err());
    assertTrue(ran.err().contains("3 made, 0 failed"), ran.err());
  }

  @Test
  void run_again_a_batch_starts_nothing_twice_and_reports_all() throws Exception {
    openWith(Robots.MAKES);
    write("Mango", "Lime");
    assertEquals(0, order("--batch=b").exit());
    write("Mango", "Lime", "Plum");

    Ran again = order("--batch=b", "-o", "jsonl");

    assertEquals(0, again.exit(), again.err());
    assertEquals(
        List.of("1 true made", "2 true made", "3 false made"),
        json(again).stream()
            .map(
                line ->
                    "%s %s %s"
                        .formatted(
                            line.path("line").asText(),
                            line.path("placed_before").asText(),
                            line.path("status").asText()))
            .sorted()
            .toList());
    assertTrue(again.err().contains("2 had been placed before"), again.err());
    for (int line = 1; line <= 3; line++) {
      assertEquals(1, shop.table.attempts().of(new OrderId("b-" + line)).size());
    }
  }

  @Test
  void a_line_that_has_changed_is_refused_and_none_after_it_is_placed() throws Exception {
    write("Mango", "Lime", "Plum");
    assertEquals(0, order("--batch=b", "--detach").exit());
    write("Mango", "Kiwi", "Lime", "Plum");

    Ran changed = order("--batch=b", "--wait-timeout=1s");

    assertEquals(1, changed.exit(), changed.err());
    assertTrue(changed.err().contains("Line 2 is refused, and no line after it"), changed.err());
    assertTrue(changed.err().contains("with other contents (Lime;"), changed.err());
    assertTrue(changed.err().contains("Is this the file of batch b?"), changed.err());
    assertEquals(State.NOT_FOUND, state("b-4"));
    assertEquals(1, order("--batch=b", "--detach").exit());
    assertEquals(State.NOT_FOUND, state("b-4"));
  }

  @Test
  void every_bad_line_is_said_and_nothing_is_placed() throws Exception {
    Path schema = Files.writeString(folder.resolve("jobs.json"), "{\"required\":[\"size\"]}");
    write(
        "{\"smoothie\":\"Good\",\"id\":\"a\",\"params\":{\"size\":1}}",
        "{\"smoothie\":\"Good\",\"id\":\"a\",\"params\":{\"size\":1}}",
        "{\"smoothie\":\"Lime\",\"priority\":9,\"params\":{\"size\":1}}",
        "{\"smoothie\":\"Lime\",\"prio\":1}",
        "{\"smoothie\":7}",
        "{nonsense",
        "Lime",
        "{\"smoothie\":\"Lime\",\"id\":\"a b\",\"params\":{\"size\":1}}",
        "{\"smoothie\":\"Lime\",\"due\":\"2999-01-01T00:00:00Z\",\"params\":{\"size\":1}}");

    Ran ran = order("--job-schema=" + schema);

    assertEquals(2, ran.exit(), ran.err());
    List<String> said =
        List.of(
            "Line 2: it has the ID of line 1.",
            "Line 3: the priority is 9",
            "Line 4: \"prio\" is no field of an order: there are smoothie, id,",
            "Line 5: it has no text \"smoothie\".",
            "Line 6: it is not JSON:",
            "Line 7: params: required property 'size' not found",
            "Line 8: \"a b\" is not an order ID",
            "Line 9: it is due at 2999-01-01T00:00:00Z",
            "8 of 9 orders in");
    List<String> lines = ran.err().lines().toList();
    assertEquals(said.size(), lines.size(), ran.err());
    for (int i = 0; i < said.size(); i++) {
      assertTrue(lines.get(i).startsWith(said.get(i)), lines.get(i));
    }
    assertEquals(State.NOT_FOUND, state("a"));
  }

  @Test
  void a_failed_order_is_said_by_its_line_and_the_exit_code_is_3() throws Exception {
    openWith(Robots.fails("no ice"));
    write("Mango", "Lime");

    Ran ran = order("--batch=b", "--attempts=1");

    assertEquals(3, ran.exit(), ran.err());
    assertTrue(ran.err().contains("Line 2, order b-2: failed: "), ran.err());
    assertTrue(ran.err().contains("no ice"), ran.err());
    assertTrue(ran.err().contains("0 made, 2 failed"), ran.err());
    assertTrue(ran.err().contains("not made: smoothie orders redrive b-"), ran.err());
    assertEquals("", ran.out());
  }

  @Test
  void of_many_failed_orders_the_time_of_the_first_is_said() throws Exception {
    shop.startWorker(); // There is no robot: each fails at once.
    write(IntStream.range(0, 12).mapToObj(line -> "Green").toArray(String[]::new));

    Ran ran = order("--batch=b");

    assertEquals(3, ran.exit(), ran.err());
    Matcher advice = Pattern.compile("redrive (--failed-since \\S+)").matcher(ran.err());
    assertTrue(advice.find(), ran.err());
    List<String> redrive = new ArrayList<>(List.of("orders", "redrive", "--yes"));
    redrive.addAll(List.of(advice.group(1).split(" ")));
    Ran redriven = shop.run(redrive.toArray(String[]::new));
    assertEquals(12, redriven.out().lines().count(), redriven.err());
  }

  @Test
  void where_none_failed_and_some_were_cancelled_the_exit_code_is_5() throws Exception {
    openWith(Robots.SILENT);
    assertEquals(0, shop.run("robots", "drain", "Robot1", "Robot2").exit());
    write("Mango");
    assertEquals(0, order("--batch=b", "--detach").exit());
    assertEquals(0, shop.run("orders", "cancel", "b-1").exit());

    Ran ran = order("--batch=b", "-o", "jsonl");

    assertEquals(5, ran.exit(), ran.err());
    assertEquals("cancelled", json(ran).get(0).path("status").asText());
    assertEquals("OrderCancelled", json(ran).get(0).path("failure").path("type").asText());
    assertTrue(ran.err().contains("0 made, 0 failed, 1 cancelled"), ran.err());
  }

  @Test
  void no_more_than_so_many_are_in_flight_and_when_the_time_is_over_it_says_how_to_go_on()
      throws Exception {
    write(IntStream.range(0, 5).mapToObj(i -> "Mango").toArray(String[]::new));

    Ran ran = order("--batch=b", "--in-flight=2", "--wait-timeout=2s");

    assertEquals(8, ran.exit(), ran.err());
    assertTrue(ran.err().contains("0 made, 0 failed, 2 under way, 3 not placed yet"), ran.err());
    assertTrue(ran.err().contains("Run it again with --batch b and the same file"), ran.err());
    assertEquals(State.RUNNING, state("b-2"));
    assertEquals(State.NOT_FOUND, state("b-3"));
  }

  @Test
  void detached_it_only_places_them_and_prints_their_ids() throws Exception {
    write("Mango", "{\"smoothie\":\"Lime\",\"id\":\"mine\"}");

    Ran ran = order("--detach", "--in-flight=1");

    assertEquals(0, ran.exit(), ran.err());
    assertEquals(2, ran.lines().size(), ran.out());
    assertEquals("mine", ran.lines().get(1));
    assertEquals(State.RUNNING, state(ran.lines().get(0)));
    assertTrue(ran.err().contains("2 of 2 orders are placed."), ran.err());
    Ran json = order("--detach", "--batch=b", "-o", "jsonl");
    assertEquals(2, json.exit(), json.err());
  }

  @Test
  void orders_come_from_standard_input_too() throws Exception {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream("Mango\nLime\n".getBytes(StandardCharsets.UTF_8)));
    try {
      Ran ran = shop.run("order", "--from", "-", "--batch=in", "--detach", "-o", "jsonl");

      assertEquals(0, ran.exit(), ran.err());
      assertEquals("in-2", json(ran).get(1).path("id").asText());
      assertFalse(json(ran).get(1).has("status"), ran.out());
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void where_temporal_is_away_at_once_there_is_no_connection() throws Exception {
    write("Mango");
    shop.temporalGoesAway();

    Ran ran = order();

    assertEquals(4, ran.exit(), ran.err());
  }

  @Test
  void an_outage_that_begins_after_the_first_order_is_waited_out() throws Exception {
    StringWriter said = new StringWriter();
    List<Integer> tried = new ArrayList<>();

    int exit =
        batch(said, three())
            .place(
                one -> {
                  tried.add(one.line());
                  if (tried.equals(List.of(1, 2))) {
                    throw new TemporalUnavailableException("Temporal is away.", null);
                  }
                  return new Placed(one.id(), "run", false);
                });

    assertEquals(0, exit);
    assertEquals(List.of(1, 2, 2, 3), tried);
    assertTrue(said.toString().contains("Temporal is away. Still trying."), said::toString);
  }

  @Test
  void an_outage_is_waited_out_no_longer_than_the_batch() throws Exception {
    StringWriter said = new StringWriter();

    int exit =
        batch(said, three())
            .follow(
                one -> {
                  if (one.line() > 1) {
                    throw new TemporalUnavailableException("Temporal is away.", null);
                  }
                  return shop.orders.place(one.id(), one.request(), Shop.QUEUE);
                },
                new HistoryReader(shop.temporal),
                Duration.ofSeconds(1));

    assertEquals(8, exit);
    assertTrue(said.toString().contains("1 orders go on, and 2 are not placed"), said::toString);
  }

  @Test
  void an_order_that_is_gone_ends_the_batch_with_that_sentence() {
    Batch batch = batch(new StringWriter(), three(), "--in-flight=1");

    assertThrows(
        OrderNotFoundException.class,
        () ->
            batch.follow(
                one -> new Placed(one.id(), "run", false),
                new HistoryReader(shop.temporal),
                /* atMost= */ null));
  }

  @Test
  void an_overdue_line_is_refused_without_the_advice_to_take_another_batch_id() throws Exception {
    StringWriter said = new StringWriter();
    Batch batch =
        batch(
            said,
            List.of(new BatchOrder(2, new OrderId("b-2"), OrderRequest.of("Lime"))),
            "--batch=b");

    int exit =
        batch.follow(
            one -> {
              throw new IllegalArgumentException("it was due at noon, which has passed.");
            },
            new HistoryReader(shop.temporal),
            null);

    assertEquals(1, exit);
    assertTrue(
        said.toString().contains("Line 2 is refused, and no line after it is placed: it was due"),
        said::toString);
    assertFalse(said.toString().contains("takes another --batch"), said::toString);
  }

  private static List<BatchOrder> three() {
    return IntStream.rangeClosed(1, 3)
        .mapToObj(i -> new BatchOrder(i, OrderId.random(), OrderRequest.of("Mango")))
        .toList();
  }

  private Batch batch(StringWriter said, List<BatchOrder> orders, String... options) {
    CommandLine order =
        Objects.requireNonNull(
            Smoothie.commandLine(new Surroundings(Map.of(), folder)).getSubcommands().get("order"));
    order.setErr(new PrintWriter(said, true));
    return new Batch(
        order.getCommandSpec(),
        CommandLine.populateCommand(new BatchOptions(), options),
        orders,
        /* json= */ false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "order Mango --from x | SMOOTHIE and --id are left out",
        "order --from x --id a | SMOOTHIE and --id are left out",
        "order Mango --batch b | --batch is for --from",
        "order --from x --batch b --in 1m | give --at",
        "order --from x --in-flight 0 | --in-flight is 0; it goes from 1 to 1000",
        "order --from missing-file | missing-file cannot be read",
        "order --from /dev/null | has no orders: nothing is placed",
        "order --from x --batch smoothie/x | not an order ID",
        "order --detach | Missing required parameter: 'SMOOTHIE'",
      })
  void wrong_use_is_said(String command, String sentence) {
    shop.assertRefused(2, sentence, command.split(" ", -1));
  }
}
