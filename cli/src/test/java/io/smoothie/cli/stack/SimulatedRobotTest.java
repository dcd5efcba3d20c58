package io.smoothie.cli.stack;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.cli.simulator.Behaviour;
import io.smoothie.cli.simulator.SimulatedRobot;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.wire.CancelMessage;
import io.smoothie.workflow.wire.OrderMessage;
import io.smoothie.workflow.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedRobotTest {
  private static final Duration QUICK = Duration.ofMillis(10);

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private Broker broker;
  private Mqtt5BlockingClient worker;

  @SuppressWarnings("NullAway.Init")
  SimulatedRobotTest() {}

  @BeforeAll
  void startBroker(@TempDir Path folder) throws InterruptedException {
    broker =
        Broker.start(
            folder,
            false,
            Ports.LOOPBACK,
            Ports.any(),
            /* robots= */ null,
            message -> seen.add(message.topic() + " " + message.payload()));
    worker = MqttClients.builder(settings(), "worker").buildBlocking();
    worker.connect();
  }

  @AfterAll
  void stopBroker() {
    worker.disconnect();
    broker.close();
  }

  @Test
  void one_smoothie_per_task_token() {
    List<String> diary = new CopyOnWriteArrayList<>();
    RobotName name = new RobotName("Once");
    try (SimulatedRobot robot =
        SimulatedRobot.switchOn(settings(), name, Behaviour.making(QUICK), diary::add)) {
      tell(robot.name(), "a");
      tell(name, "a");
      tell(name, "b");
      await()
          .until(
              () ->
                  answers("Once/success").stream()
                      .distinct()
                      .toList()
                      .equals(
                          List.of(
                              "robots/Once/success {\"TaskToken\":\"smoothie-a\"}",
                              "robots/Once/success {\"TaskToken\":\"smoothie-b\"}")));
      assertEquals(2, diary.stream().filter(line -> line.contains("Once makes")).count());
      assertEquals(1, diary.stream().filter(line -> line.contains("already")).count());
    }
  }

  @Test
  void a_token_that_a_robot_has_made_is_answered_again_and_not_made_again() {
    List<String> diary = new CopyOnWriteArrayList<>();
    RobotName name = new RobotName("Again");
    String success = "robots/Again/success {\"TaskToken\":\"smoothie-f\"}";
    try (SimulatedRobot robot =
        SimulatedRobot.switchOn(settings(), name, Behaviour.making(QUICK), diary::add)) {
      tell(robot.name(), "f");
      await().until(() -> answers("Again/success").equals(List.of(success)));

      tell(name, "f");

      await().until(() -> answers("Again/success").equals(List.of(success, success)));
      assertEquals(1, diary.stream().filter(line -> line.contains("Again makes Plum")).count());
    }
  }

  @Test
  void a_token_that_a_robot_is_still_making_is_answered_once() {
    List<String> diary = new CopyOnWriteArrayList<>();
    RobotName name = new RobotName("Slow");
    Behaviour late =
        new Behaviour(
            QUICK, Duration.ofMillis(500), false, false, null, false, null, null, null, null);
    try (SimulatedRobot robot = SimulatedRobot.switchOn(settings(), name, late, diary::add)) {
      tell(robot.name(), "g");
      tell(name, "g");
      await().until(() -> diary.stream().anyMatch(line -> line.contains("already")));
      tell(name, "h");

      await().until(() -> answers("Slow/success").stream().anyMatch(line -> line.endsWith("h\"}")));
      assertEquals(2, answers("Slow/success").size());
    }
  }

  @Test
  void a_robot_fails_with_a_reason_says_all_twice_and_says_when_it_comes_and_goes() {
    RobotName name = new RobotName("Moody");
    Behaviour moody =
        new Behaviour(QUICK, QUICK, false, true, "no bananas", true, null, null, null, null);
    try (SimulatedRobot robot = SimulatedRobot.switchOn(settings(), name, moody, line -> {})) {
      await().until(() -> statuses().equals(List.of("ONLINE")));
      tell(robot.name(), "c");
      String failure =
          "robots/Moody/failure {\"TaskToken\":\"smoothie-c\",\"reason\":\"no bananas\"}";
      await().until(() -> answers("Moody/failure").equals(List.of(failure, failure)));
    }
    await().until(() -> statuses().equals(List.of("ONLINE", "OFFLINE")));
    assertEquals(
        1,
        answers("Moody/status").stream()
            .map(line -> line.replaceFirst("\"status\":\"[A-Z]*\"", ""))
            .distinct()
            .count(),
        "its going is of the session of its coming");
  }

  @Test
  void a_robot_says_what_it_can_do_with_its_birth_and_takes_none_of_it_back_with_its_will() {
    Skills skills = Skills.of(List.of("blend", "heat"));
    Behaviour able =
        new Behaviour(QUICK, Duration.ZERO, false, false, null, true, null, null, null, skills);
    try (SimulatedRobot robot =
        SimulatedRobot.switchOn(settings(), new RobotName("Able"), able, line -> {})) {
      await().until(() -> answers("Able/status").size() == 1);
      assertTrue(robot.isConnected());
    }
    await().until(() -> answers("Able/status").size() == 2);
    assertEquals(
        List.of(true, false),
        answers("Able/status").stream()
            .map(line -> line.contains("\"skills\":[\"blend\",\"heat\"]"))
            .toList());
  }

  /** The words of the statuses that were said, each of which names a session. */
  private List<String> statuses() {
    return answers("Moody/status").stream()
        .filter(line -> line.contains("\"session\":\""))
        .map(line -> line.replaceFirst(".*\"status\":\"([A-Z]*)\".*", "$1"))
        .toList();
  }

  @Test
  void a_robot_says_its_result_and_shows_the_params_it_was_told() {
    List<String> diary = new CopyOnWriteArrayList<>();
    RobotName name = new RobotName("Wordy");
    Behaviour wordy =
        new Behaviour(
            QUICK,
            Duration.ZERO,
            false,
            false,
            null,
            false,
            JobData.parse("{\"grams\":310}"),
            null,
            null,
            null);
    try (SimulatedRobot robot = SimulatedRobot.switchOn(settings(), name, wordy, diary::add)) {
      worker
          .publishWith()
          .topic(Topics.order(robot.name()))
          .qos(MqttQos.AT_LEAST_ONCE)
          .payload(
              new OrderMessage(
                      new OrderId("w"), "Plum", JobData.parse("{\"ice\":false}"), Optional.empty())
                  .toJson())
          .send();
      String success =
          "robots/Wordy/success {\"TaskToken\":\"smoothie-w\",\"result\":{\"grams\":310}}";
      await().until(() -> answers("Wordy/success").equals(List.of(success)));
      assertTrue(diary.get(0).contains("Wordy makes Plum with {\"ice\":false}"), diary::toString);
    }
  }

  @Test
  void a_robot_stops_when_it_hears_that_its_order_is_cancelled_and_says_so_again() {
    List<String> diary = new CopyOnWriteArrayList<>();
    RobotName name = new RobotName("Stops");
    Behaviour slow = Behaviour.making(Duration.ofMinutes(10));
    String stopped = "robots/Stops/failure {\"TaskToken\":\"smoothie-s\",\"cancelled\":true}";
    try (SimulatedRobot robot = SimulatedRobot.switchOn(settings(), name, slow, diary::add)) {
      tell(robot.name(), "s");
      tell(name, "next");
      await().until(() -> diary.stream().anyMatch(line -> line.contains("makes Plum")));
      cancel(name, "other");
      cancel(name, "s");
      await().until(() -> answers("Stops/failure").equals(List.of(stopped)));

      tell(name, "s");

      await().until(() -> answers("Stops/failure").equals(List.of(stopped, stopped)));
      cancel(name, "next");
      await().until(() -> answers("Stops/failure").size() == 3);
      assertEquals(List.of(), answers("Stops/success"));
      assertEquals(
          2, diary.stream().filter(line -> line.contains("has stopped making order")).count());
    }
  }

  @Test
  void a_robot_that_has_made_it_by_then_says_so_although_it_is_cancelled() {
    RobotName name = new RobotName("Done");
    Behaviour late =
        new Behaviour(
            QUICK, Duration.ofMillis(500), false, false, null, false, null, null, null, null);
    List<String> diary = new CopyOnWriteArrayList<>();
    try (SimulatedRobot robot = SimulatedRobot.switchOn(settings(), name, late, diary::add)) {
      tell(robot.name(), "d1");
      String success = "robots/Done/success {\"TaskToken\":\"smoothie-d1\"}";
      await().until(() -> answers("Done/success").equals(List.of(success)));
      cancel(name, "d1");
      tell(name, "d2");

      await().until(() -> answers("Done/success").size() == 2);
      assertEquals(List.of(), answers("Done/failure"));
    }
  }

  @Test
  void a_robot_says_how_far_it_is_while_it_makes_an_order() {
    RobotName name = new RobotName("Chatty");
    Behaviour chatty =
        new Behaviour(
            Duration.ofSeconds(1),
            Duration.ZERO,
            false,
            false,
            null,
            false,
            null,
            QUICK,
            null,
            null);
    try (SimulatedRobot robot = SimulatedRobot.switchOn(settings(), name, chatty, line -> {})) {
      tell(robot.name(), "c1");
      await().until(() -> answers("Chatty/success").size() == 1);
    }
    List<Integer> percents = percents("Chatty");
    assertTrue(percents.size() >= 2, percents::toString);
    assertEquals(percents.stream().sorted().toList(), percents);
    assertTrue(percents.stream().allMatch(percent -> percent < 100), percents::toString);
  }

  @Test
  void a_robot_that_stalls_says_so_much_and_no_more_and_makes_the_next_order() {
    RobotName name = new RobotName("Stalls");
    List<String> diary = new CopyOnWriteArrayList<>();
    Behaviour stalling =
        new Behaviour(
            Duration.ofMillis(300),
            Duration.ZERO,
            false,
            false,
            null,
            false,
            null,
            QUICK,
            40,
            null);
    try (SimulatedRobot robot = SimulatedRobot.switchOn(settings(), name, stalling, diary::add)) {
      tell(robot.name(), "t1");
      tell(name, "t2");
      await().until(() -> diary.contains("Stalls stalls with order t2"));
    }
    List<Integer> percents = percents("Stalls");
    assertEquals(2, percents.stream().filter(percent -> percent == 40).count(), percents::toString);
    assertTrue(percents.stream().allMatch(percent -> percent <= 40), percents::toString);
    assertEquals(List.of(), answers("Stalls/success"));
    assertEquals(List.of(), answers("Stalls/failure"));
  }

  /** Those that it said, each with the note that goes with it. */
  private List<Integer> percents(String robot) {
    return answers(robot + "/progress").stream()
        .map(line -> line.replaceFirst(".*\"percent\":(\\d+),\"note\":\"blending\"}", "$1"))
        .map(Integer::valueOf)
        .toList();
  }

  @Test
  void a_silent_robot_says_nothing() {
    List<String> diary = new CopyOnWriteArrayList<>();
    RobotName name = new RobotName("Silent");
    Behaviour silent =
        new Behaviour(QUICK, Duration.ZERO, true, false, null, false, null, null, null, null);
    try (SimulatedRobot robot = SimulatedRobot.switchOn(settings(), name, silent, diary::add)) {
      tell(robot.name(), "d");
      // It has but one arm: what it had to say of the first it would have said by then.
      tell(robot.name(), "e");
      await().until(() -> diary.stream().anyMatch(line -> line.contains("silent about order e")));
      assertEquals(List.of(), answers("Silent/success"));
    }
  }

  @Test
  void the_second_robot_of_one_name_takes_over() {
    RobotName name = new RobotName("Twin");
    Behaviour making = Behaviour.making(QUICK);
    try (SimulatedRobot first = SimulatedRobot.switchOn(settings(), name, making, line -> {});
        SimulatedRobot second = SimulatedRobot.switchOn(settings(), name, making, line -> {})) {
      await().until(() -> first.takenOver().isDone());
      assertEquals(true, second.isConnected());
    }
  }

  private void tell(RobotName robot, String order) {
    worker
        .publishWith()
        .topic(Topics.order(robot))
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(new OrderMessage(new OrderId(order), "Plum").toJson())
        .send();
  }

  private void cancel(RobotName robot, String order) {
    worker
        .publishWith()
        .topic(Topics.cancel(robot))
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(new CancelMessage(new OrderId(order)).toJson())
        .send();
  }

  private List<String> answers(String topic) {
    return seen.stream().filter(line -> line.startsWith("robots/" + topic)).toList();
  }

  private MqttSettings settings() {
    return MqttSettings.parse(broker.url());
  }
}
