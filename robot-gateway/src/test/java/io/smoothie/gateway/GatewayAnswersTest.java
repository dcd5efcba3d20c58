package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import io.smoothie.activities.table.Gateway;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders.Delivery;
import io.smoothie.workflow.wire.RobotMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of each kind of answer. */
class GatewayAnswersTest {
  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(folder);
    rig.start();
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void a_success_is_signalled_to_its_order() {
    rig.working("o1", "Robot1");

    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("delivered") == 1);
    assertEquals(List.of("succeeded o1 Robot1"), rig.orders.signals());
  }

  @Test
  void a_gateway_hears_itself_and_robots_below_its_own_level_and_the_others_do_not() {
    rig.startBelow("test-" + rig.clientId);
    rig.working("o1", "Robot1");
    await().until(() -> rig.table.gateways().list().size() == 2);

    rig.say(
        "test-" + rig.clientId + "/robots/Robot1/success", RobotMessage.success(new OrderId("o1")));

    await().until(() -> rig.answers("delivered") == 1);
    rig.say("robots/Robot1/success", utf8("{}"));
    await().until(() -> rig.deadLetters("malformed") == 1);
    assertEquals(List.of("succeeded o1 Robot1"), rig.orders.signals());
  }

  @Test
  void what_is_listening_pending_and_hopeless_is_shown() {
    Gateway row = rig.table.gateways().list().get(0);
    assertEquals(
        row.since().toEpochMilli() / 1e3,
        rig.meters.get("smoothie.gateway.listening.since.timestamp").gauge().value());
    assertEquals(0, rig.deadLetters("malformed"), "shown before there is one");
    rig.working("o1", "Robot1");

    rig.orders.away(true);
    rig.success("Robot1", "o1");
    await().until(() -> rig.meters.get("smoothie.gateway.answers.pending").gauge().value() == 1);
    rig.orders.away(false);
    await().until(() -> rig.meters.get("smoothie.gateway.answer").timer().count() == 1);
    await().until(() -> rig.meters.get("smoothie.gateway.answers.pending").gauge().value() == 0);

    rig.say("robots/Robot1/success", utf8("{}"));
    rig.orders.answer(new OrderId("never-placed"), Delivery.NO_SUCH_ORDER);
    rig.success("Robot1", "never-placed");
    await().until(() -> rig.deadLetters("malformed") == 1);
    await().until(() -> rig.deadLetters("unknown_order") == 1);
  }

  @Test
  void a_failure_is_signalled_with_its_reason() {
    rig.working("o1", "Robot1");

    rig.failure("Robot1", "o1", "out of \u202eice\n");

    await().until(() -> rig.answers("delivered") == 1);
    assertEquals(List.of("failed o1 Robot1: out of ice"), rig.orders.signals());
  }

  @Test
  void the_demos_other_spelling_and_unknown_fields_are_taken() {
    rig.working("o1", "Robot1");

    rig.say("robots/Robot1/success", utf8("{\"task_token\":\"smoothie-o1\",\"battery\":[{}]}"));

    await().until(() -> rig.answers("delivered") == 1);
  }

  @Test
  void a_robot_that_gives_the_token_back_as_correlation_data_needs_no_payload() {
    rig.working("o1", "aa:bb.cc");
    rig.working("o2", "Robot2");

    rig.respond("robots/aa:bb.cc/success", "", "smoothie-o1");
    rig.respond("robots/Robot2/failure", "{\"reason\":42}", "smoothie-o2");

    await().until(() -> rig.answers("delivered") == 2);
    assertEquals(
        List.of("failed o2 Robot2: 42", "succeeded o1 aa:bb.cc"),
        rig.orders.signals().stream().sorted().toList());
  }

  @Test
  void a_dead_letter_names_the_order_it_is_about() {
    rig.working("o1", "Robot1");
    rig.orders.answer(new OrderId("o1"), Delivery.NO_SUCH_ORDER);

    rig.say("robots/Robot1/success", utf8("{\"tasktoken\":\"smoothie-o1\"}"));
    rig.success("Robot3", "o1");
    rig.respond("robots/Robot1/success", "done", "smoothie-o1");
    rig.say("robots/Robot1/success", utf8("done"));

    await().until(() -> rig.answers("dead_letter") == 4);
    assertEquals(
        List.of(
            "the payload is not JSON",
            "there is no TaskToken; its keys are tasktoken",
            "there is no attempt of order o1 by robot Robot3"),
        rig.table.deadLetters().of(new OrderId("o1"), 9).stream()
            .map(letter -> letter.reason().replaceFirst("JSON: .*", "JSON"))
            .sorted()
            .toList());
  }

  @Test
  void an_mqtt_3_robot_is_heard() {
    rig.working("o1", "Robot1");
    Mqtt3BlockingClient robot =
        Mqtt3Client.builder()
            .identifier("v3-" + rig.clientId)
            .serverHost("127.0.0.1")
            .serverPort(rig.broker.port())
            .buildBlocking();
    robot.connect();

    robot
        .publishWith()
        .topic("robots/Robot1/success")
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(RobotMessage.success(new OrderId("o1")))
        .send();

    await().until(() -> rig.answers("delivered") == 1);
    robot.disconnect();
  }

  @Test
  void a_duplicate_is_counted_on_its_attempt_and_signals_nothing() {
    RobotName robot = rig.working("o1", "Robot1");
    rig.table.claims().finish(new FinishRequest(new OrderId("o1"), 1, robot));

    rig.success("Robot1", "o1");
    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("duplicate") == 2);
    assertEquals(2, extraAnswers("o1", robot));
    assertEquals(List.of(), rig.orders.signals());
    assertEquals(List.of(), rig.deadLetters());
  }

  @Test
  void a_failure_report_that_comes_again_is_a_duplicate_and_a_success_after_it_late() {
    RobotName robot = rig.working("o1", "Robot1");
    rig.table
        .claims()
        .broken(
            new BrokenRequest(new OrderId("o1"), 1, robot, AttemptOutcome.FAILED, "out of ice"));

    rig.failure("Robot1", "o1", "out of ice");
    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("late") == 1);
    assertEquals(1, rig.answers("duplicate"));
    assertEquals(2, extraAnswers("o1", robot));
    assertEquals(List.of(), rig.orders.signals());
  }

  @Test
  void an_answer_whose_attempt_cannot_be_read_is_a_dead_letter_and_holds_up_nothing() {
    rig.working("o1", "Robot1");
    rig.working("o2", "Robot2");
    rig.tamper("UPDATE attempts SET outcome = 'eaten' WHERE order_id = 'o1'");

    rig.success("Robot1", "o1");
    rig.success("Robot2", "o2");

    await().until(() -> rig.answers("delivered") == 1 && rig.answers("dead_letter") == 1);
    assertTrue(rig.deadLetters().get(0).contains("eaten"), rig.deadLetters().toString());
  }

  @Test
  void a_late_success_is_counted_on_its_attempt_and_signals_nothing() {
    RobotName robot = rig.working("o1", "Robot1");
    rig.table
        .claims()
        .broken(
            new BrokenRequest(
                new OrderId("o1"), 1, robot, AttemptOutcome.TIMED_OUT, "no success in 10 s"));

    rig.success("Robot1", "o1");
    rig.failure("Robot1", "o1", "sorry");

    await().until(() -> rig.answers("late") == 2);
    assertEquals(2, extraAnswers("o1", robot));
    assertEquals(List.of(), rig.orders.signals());
    assertEquals(List.of(), rig.deadLetters());
  }

  @Test
  void an_order_that_closed_meanwhile_needs_nothing_more() {
    RobotName robot = rig.working("o1", "Robot1");
    rig.orders.answer(new OrderId("o1"), Delivery.NO_SUCH_ORDER);

    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("late") == 1);
    assertEquals(1, extraAnswers("o1", robot));
    assertEquals(List.of(), rig.deadLetters());
  }

  @Test
  void a_signal_that_temporal_refuses_is_a_dead_letter() {
    rig.working("o1", "Robot1");
    rig.orders.answer(new OrderId("o1"), Delivery.REFUSED);

    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("dead_letter") == 1);
    assertTrue(rig.deadLetters().get(0).contains("o1"), rig.deadLetters().toString());
  }

  @Test
  void answers_for_unknown_orders_are_dead_letters() {
    rig.working("o1", "Robot1");
    rig.orders.answer(new OrderId("o9"), Delivery.NO_SUCH_ORDER);

    rig.success("Robot1", "o9");

    await().until(() -> rig.answers("dead_letter") == 1);
    assertEquals(List.of("there is no attempt of order o9 by robot Robot1"), rig.deadLetters());
    assertEquals(List.of(), rig.orders.signals());
  }

  @Test
  void an_answer_of_whose_attempt_the_table_has_no_row_goes_to_its_order_first() {
    rig.working("o1", "Robot1");

    rig.success("Robot2", "o1");

    await().until(() -> rig.answers("delivered") == 1);
    assertEquals(List.of("succeeded o1 Robot2"), rig.orders.signals());
    assertEquals(List.of(), rig.deadLetters());
  }

  @Test
  void an_answer_to_an_attempt_that_was_merely_released_goes_to_its_order() {
    RobotName robot = rig.working("o1", "Robot1");
    rig.table.robots().repair(robot, new OrderId("o1"));

    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("delivered") == 1);
    assertEquals(List.of("succeeded o1 Robot1"), rig.orders.signals());
  }

  @Test
  void a_robot_that_was_called_broken_unheard_is_put_back_by_its_success_and_not_by_its_failure() {
    RobotName robot = rig.working("o1", "Robot1");
    rig.table
        .claims()
        .broken(
            new BrokenRequest(
                new OrderId("o1"), 1, robot, AttemptOutcome.UNHEARD, "nothing was heard"));

    rig.failure("Robot1", "o1", "no ice");
    await().until(() -> rig.answers("late") == 1);
    assertEquals(RobotStatus.BROKEN, rig.robot("Robot1").status());

    rig.success("Robot1", "o1");
    await().until(() -> rig.answers("late") == 2);
    assertEquals(RobotStatus.ONLINE, rig.robot("Robot1").status());
    assertEquals(List.of(), rig.orders.signals());
  }

  static Stream<Arguments> poison() {
    String token = "\"TaskToken\":\"smoothie-o1\"";
    return Stream.of(
        Arguments.of("not JSON", utf8("smoothie-o1")),
        Arguments.of("not UTF-8", new byte[] {'{', '"', (byte) 0xc3, (byte) 0x28, '"', '}'}),
        Arguments.of("empty", new byte[0]),
        Arguments.of("too large", utf8("{%s,\"x\":\"%s\"}".formatted(token, "x".repeat(17_000)))),
        Arguments.of("much too large", new byte[500_000]),
        Arguments.of(
            "nested deep",
            utf8("{%s,\"x\":%s}".formatted(token, "[".repeat(500) + "]".repeat(500)))),
        Arguments.of("nested without end", utf8("[".repeat(4_000))),
        Arguments.of("an array", utf8("[{" + token + "}]")),
        Arguments.of("a number for a token", utf8("{\"TaskToken\":1}")),
        Arguments.of("null for a token", utf8("{\"TaskToken\":null}")),
        Arguments.of("no token", utf8("{\"Token\":\"smoothie-o1\"}")),
        Arguments.of("duplicate keys", utf8("{" + token + "," + token + "}")),
        Arguments.of("two tokens", utf8("{" + token + ",\"task_token\":\"smoothie-o2\"}")),
        Arguments.of("something after it", utf8("{" + token + "} {}")),
        Arguments.of("a token not ours", utf8("{\"TaskToken\":\"pizza-o1\"}")),
        Arguments.of("a token of nothing", utf8("{\"TaskToken\":\"smoothie-\"}")),
        Arguments.of("a token with a line", utf8("{\"TaskToken\":\"smoothie-o\\n1\"}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("poison")
  void a_message_that_is_no_answer_is_a_dead_letter_and_the_next_message_is_handled(
      String what, byte[] payload) {
    rig.working("o1", "Robot1");

    rig.say("robots/Robot1/success", payload);
    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("delivered") == 1);
    assertEquals(1, rig.deadLetters().size(), what);
    assertEquals(List.of("succeeded o1 Robot1"), rig.orders.signals());
  }

  @Test
  void topics_with_strange_levels_are_dead_letters() {
    rig.working("o1", "Robot1");
    byte[] payload = RobotMessage.success(new OrderId("o1"));

    rig.say("robots//success", payload);
    rig.say("robots/Robot 1/success", payload);
    rig.say("robots/" + "x".repeat(129) + "/success", payload);
    rig.say("robots/Robot\u202e1/failure", payload);
    rig.say("robots/Robot1/success/extra", payload); // not ours, not even heard
    rig.success("Robot1", "o1");

    await().until(() -> rig.answers("delivered") == 1 && rig.answers("dead_letter") == 4);
    assertEquals(4, rig.deadLetters().size());
  }

  @Test
  void a_retained_answer_is_refused() {
    rig.working("o1", "Robot1");

    rig.say("robots/Robot1/success", RobotMessage.success(new OrderId("o1")), true);

    await().until(() -> rig.answers("dead_letter") == 1);
    assertEquals(List.of(), rig.orders.signals());
  }

  @Test
  void answers_of_one_robot_keep_their_order() {
    IntStream.rangeClosed(0, 30)
        .forEach(i -> rig.orders.answer(new OrderId("x" + i), Delivery.NO_SUCH_ORDER));

    IntStream.rangeClosed(0, 30).forEach(i -> rig.failure("Robot1", "x" + i, "r"));

    await().until(() -> rig.answers("dead_letter") == 31);
    assertEquals(
        IntStream.rangeClosed(0, 30)
            .mapToObj(i -> "there is no attempt of order x%d by robot Robot1".formatted(30 - i))
            .toList(),
        rig.deadLetters());
  }

  private long extraAnswers(String order, RobotName robot) {
    return rig.table.attempts().find(new OrderId(order), robot).orElseThrow().extraAnswers();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
