package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.smoothie.activities.mqtt.Cable;
import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.mqtt.MqttConnection;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.wire.RobotMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Births, wills and what the table makes of them. */
class GatewayStatusTest {
  private static final RobotName ROBOT = new RobotName("Robot1");

  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = new Rig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void a_birth_and_a_will_are_in_the_table() {
    rig.table.robots().add(List.of(ROBOT));
    rig.start();
    try (Cable cable = new Cable(rig.broker.port());
        MqttConnection robot =
            MqttClients.connection(cable.settings(), "robot-of-" + rig.clientId)
                .will(status("OFFLINE"))
                .onConnected(
                    client -> {
                      var unused = client.publish(status("ONLINE"));
                    })
                .connect()) {
      await().until(() -> connected().equals(Optional.of(true)));
      assertTrue(robot.isConnected());

      cable.cut();

      await().until(() -> status() == RobotStatus.OFFLINE);
      cable.mend();
      await().until(() -> status() == RobotStatus.ONLINE);
    } finally {
      rig.status("Robot1", "OFFLINE");
    }
  }

  @Test
  void a_status_from_before_the_gateways_start_is_heard_at_its_start() {
    rig.table.robots().add(List.of(ROBOT));
    rig.status("Robot1", "OFFLINE");

    rig.start();

    await().until(() -> status() == RobotStatus.OFFLINE);
  }

  @Test
  void after_a_reconnect_the_present_state_counts() {
    rig.table.robots().add(List.of(ROBOT));
    rig.start();
    rig.status("Robot1", "OFFLINE");
    await().until(() -> status() == RobotStatus.OFFLINE);
    rig.cable.cut();
    rig.status("Robot1", "ONLINE");

    rig.cable.mend();

    await().until(() -> status() == RobotStatus.ONLINE);
  }

  @Test
  void statuses_of_one_robot_are_applied_in_order() {
    rig.table.robots().add(List.of(ROBOT));
    rig.start();

    for (int i = 0; i < 50; i++) {
      rig.status("Robot1", i % 2 == 0 ? "ONLINE" : "OFFLINE");
    }

    await().until(() -> statuses("applied") == 50);
    assertEquals(RobotStatus.OFFLINE, status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ONLINE", "rubbish"})
  void a_refused_status_is_a_dead_letter_once_though_it_comes_at_every_reconnect(String word) {
    rig.start();
    rig.status("Robot1", word);
    await().until(() -> statuses("dead_letter") == 1);
    List<String> refused = rig.deadLetters();
    rig.table.robots().add(List.of(new RobotName("Robot2")));

    rig.cable.cut();
    rig.status("Robot2", "OFFLINE");
    rig.cable.mend();
    await().until(() -> rig.robot("Robot2").status() == RobotStatus.OFFLINE);

    // Handled after what was retained.
    rig.say("robots/Robot1/status", "the end".getBytes(StandardCharsets.UTF_8));
    await().until(() -> statuses("dead_letter") > 1);
    assertEquals(2, rig.deadLetters().size());
    assertEquals(refused.get(0), rig.deadLetters().get(1));
  }

  @Test
  void the_last_status_of_an_unknown_robot_counts_when_the_robot_is_added() {
    rig.start();
    rig.status("Robot1", "ONLINE");
    rig.status("Robot1", "OFFLINE");
    await().until(() -> statuses("dead_letter") == 1);

    rig.table.robots().add(List.of(ROBOT));

    await().until(() -> connected().equals(Optional.of(false)));
    assertEquals(RobotStatus.OFFLINE, status());
    assertEquals(1, rig.deadLetters().size());
  }

  @Test
  void the_last_status_of_a_robot_counts_when_the_robot_is_removed_and_added_again() {
    rig.table.robots().add(List.of(ROBOT));
    rig.start();
    rig.status("Robot1", "ONLINE");
    await().until(() -> connected().equals(Optional.of(true)));
    rig.table.robots().remove(ROBOT, null);
    rig.status("Robot1", "OFFLINE");
    await().until(() -> statuses("dead_letter") == 1);

    rig.table.robots().add(List.of(ROBOT));

    assertEquals(RobotStatus.OFFLINE, status());
  }

  @Test
  void a_gateway_that_starts_brings_no_removed_robot_back() {
    RobotName other = new RobotName("Robot2");
    rig.status("Robot1", "ONLINE");
    rig.start(rig.clientId, true);
    await().until(() -> statuses("dead_letter") == 1);

    // Switched off, a robot does not say that it is there.
    rig.status("Robot1", "OFFLINE");
    rig.status("Robot2", "ONLINE");

    await().until(() -> rig.table.robots().find(other).isPresent());
    assertTrue(rig.table.robots().find(ROBOT).isEmpty());
    rig.status("Robot1", "Online");
    await().until(() -> rig.table.robots().find(ROBOT).isPresent());
    assertEquals(RobotStatus.ONLINE, status());
  }

  @Test
  void the_late_will_of_a_replaced_connection_leaves_the_robot_online() {
    rig.table.robots().add(List.of(ROBOT));
    rig.start();
    try (Cable first = new Cable(rig.broker.port());
        MqttConnection before = robot(first, "session-1")) {
      await().until(() -> connected().equals(Optional.of(true)));
      Instant birth = rig.robot("Robot1").saidAt();
      try (Cable second = new Cable(rig.broker.port());
          MqttConnection after = robot(second, "session-2")) {
        await().until(() -> !Objects.equals(rig.robot("Robot1").saidAt(), birth));
        assertTrue(before.isConnected() && after.isConnected());

        first.cut();
        await().until(() -> rig.kept("robots/Robot1/status").contains("session-1"));
        // What comes after the late will has been handled after it.
        rig.say("robots/Robot1/status", "the end".getBytes(StandardCharsets.UTF_8));
        await().until(() -> statuses("dead_letter") == 1);
        assertEquals(RobotStatus.ONLINE, status());

        rig.start("another-" + rig.clientId, false);
        rig.say("robots/Robot1/status", "the end".getBytes(StandardCharsets.UTF_8));
        await().until(() -> statuses("dead_letter") == 2);
        assertEquals(RobotStatus.ONLINE, status(), "the broker has kept the late will");

        second.cut();
        await().until(() -> status() == RobotStatus.OFFLINE);
      }
    } finally {
      rig.status("Robot1", "OFFLINE");
    }
  }

  /** Says in which session it is; on a connection of its own until its cable is cut. */
  private MqttConnection robot(Cable cable, String session) {
    return MqttClients.connection(cable.settings(), session + "-of-" + rig.clientId)
        .will(status(new String(RobotMessage.status(false, session), StandardCharsets.UTF_8)))
        .onConnected(
            client -> {
              var unused =
                  client.publish(
                      status(
                          new String(RobotMessage.status(true, session), StandardCharsets.UTF_8)));
            })
        .connect();
  }

  @Test
  void a_robot_that_cannot_be_read_is_a_dead_letter_and_holds_up_no_other() {
    RobotName other = new RobotName("Robot2");
    rig.table.robots().add(List.of(ROBOT, other));
    rig.tamper("UPDATE robots SET order_id = 'no order' WHERE name = 'Robot1'");
    rig.start();

    rig.status("Robot1", "OFFLINE");
    rig.status("Robot2", "OFFLINE");

    await().until(() -> rig.robot("Robot2").status() == RobotStatus.OFFLINE);
    await().until(() -> statuses("dead_letter") == 1);
    assertTrue(rig.deadLetters().get(0).contains("no order"), rig.deadLetters().toString());
  }

  @Test
  void a_new_robot_registers_itself_where_that_is_allowed() {
    rig.start(rig.clientId, true);

    rig.status("Robot1", "ONLINE");

    await().until(() -> rig.table.robots().find(ROBOT).isPresent());
    await().until(() -> status() == RobotStatus.ONLINE);
    assertEquals(List.of(), rig.deadLetters());
  }

  @Test
  void skills_are_heeded_where_robots_register_themselves_and_bad_ones_cost_no_presence() {
    rig.start(rig.clientId, true);

    rig.status("Robot1", "{\"status\":\"ONLINE\",\"skills\":[\"heat\",\"blend\"]}");

    await().until(() -> skills().equals(Optional.of(Skills.ofText("blend heat"))));
    rig.status("Robot1", "{\"status\":\"OFFLINE\",\"skills\":\"heat\"}");
    await().until(() -> status() == RobotStatus.OFFLINE);
    rig.status("Robot1", "ONLINE");
    await().until(() -> status() == RobotStatus.ONLINE);
    assertEquals(Optional.of(Skills.ofText("blend heat")), skills());
    assertEquals(List.of(), rig.deadLetters());
  }

  @Test
  void skills_are_not_heeded_where_an_operator_adds_the_robots() {
    rig.table.robots().add(List.of(ROBOT), Skills.ofText("freeze"));
    rig.start();

    rig.status("Robot1", "{\"status\":\"OFFLINE\",\"skills\":[\"heat\"]}");

    await().until(() -> status() == RobotStatus.OFFLINE);
    assertEquals(Optional.of(Skills.ofText("freeze")), skills());
  }

  private Optional<Skills> skills() {
    return rig.table.robots().find(ROBOT).map(Robot::skills);
  }

  @Test
  void an_unreadable_status_is_a_dead_letter_and_the_next_status_is_applied() {
    rig.table.robots().add(List.of(ROBOT));
    rig.start();

    rig.status("Robot1", "on line");
    rig.say("robots/Robot1/status", new byte[] {(byte) 0xff, 0});
    rig.say("robots/a b/status", "ONLINE".getBytes(StandardCharsets.UTF_8));
    rig.status("Robot1", "OFFLINE");

    await().until(() -> status() == RobotStatus.OFFLINE);
    await().until(() -> rig.deadLetters().size() == 3);
  }

  @Test
  void a_robot_that_comes_online_goes_to_the_order_that_waits() {
    rig.table.robots().add(List.of(ROBOT));
    rig.start();
    rig.status("Robot1", "OFFLINE");
    await().until(() -> status() == RobotStatus.OFFLINE);
    assertEquals(
        ClaimOutcome.QUEUED,
        rig.table
            .claims()
            .claim(new ClaimRequest(new OrderId("o1"), 1, 3, Instant.now(), true))
            .outcome());

    rig.status("Robot1", "ONLINE");

    await().until(() -> rig.orders.signals().equals(List.of("woken o1 1")));
    assertEquals(new OrderId("o1"), rig.table.robots().find(ROBOT).map(Robot::order).orElseThrow());
  }

  private RobotStatus status() {
    return rig.table.robots().find(ROBOT).orElseThrow().status();
  }

  private Optional<Boolean> connected() {
    return rig.table.robots().find(ROBOT).map(Robot::connected);
  }

  private int statuses(String result) {
    return (int) rig.meters.counter("smoothie.gateway.statuses", "result", result).count();
  }

  private static Mqtt5Publish status(String word) {
    return Mqtt5Publish.builder()
        .topic("robots/Robot1/status")
        .qos(MqttQos.AT_LEAST_ONCE)
        .retain(true)
        .payload(word.getBytes(StandardCharsets.UTF_8))
        .build();
  }
}
