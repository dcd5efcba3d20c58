package io.smoothie.gateway;

import io.smoothie.activities.table.Presence;
import io.smoothie.activities.table.Robots;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.gateway.GatewayMetrics.Result;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Status;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What becomes of a birth or a will: the table knows whether the robot is there. Thread-safe. */
final class Statuses {
  /** Retained messages come again at every connect: so many refused ones are remembered. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Robots robots;
  private final DeadLetterBox deadLetters;
  private final boolean autoRegister;
  private final Consumer<List<WakeUpCall>> wakeUps;
  private final GatewayMetrics metrics;
  private final Set<String> refused =
      Collections.synchronizedSet(Collections.newSetFromMap(new Newest()));

  /**
   * @param wakeUps called after the commit; must not block
   */
  Statuses(
      Robots robots,
      DeadLetterBox deadLetters,
      boolean autoRegister,
      Consumer<List<WakeUpCall>> wakeUps,
      GatewayMetrics metrics) {
    this.robots = robots;
    this.deadLetters = deadLetters;
    this.autoRegister = autoRegister;
    this.wakeUps = wakeUps;
    this.metrics = metrics;
  }

  /** Handles one message for good; throws when that cannot be done now. */
  void handle(String topic, byte[] payload, boolean retained) {
    RobotMessage message = RobotMessage.parse(topic, payload, retained);
    if (message instanceof Status status) {
      apply(topic, payload, status);
    } else {
      String why =
          message instanceof Malformed malformed
              ? malformed.reason()
              : "an answer came where statuses are expected";
      refuse(topic + "\n" + Arrays.hashCode(payload), topic, payload, why);
    }
  }

  private void apply(String topic, byte[] payload, Status status) {
    RobotName robot = status.robot();
    Presence presence = robots.presence(robot, status.online(), autoRegister);
    if (!presence.known()) {
      refuse(
          topic,
          topic,
          payload,
          "robot %s is not in the table: `smoothie robots add %s`".formatted(robot, robot));
      return;
    }
    refused.remove(topic);
    metrics.status(Result.APPLIED);
    if (!presence.wakeUps().isEmpty()) {
      wakeUps.accept(presence.wakeUps());
    }
  }

  private void refuse(String key, String topic, byte[] payload, String reason) {
    if (refused.contains(key)) {
      return;
    }
    deadLetters.put(topic, payload, reason);
    refused.add(key);
    metrics.status(Result.DEAD_LETTER);
  }

  private static final class Newest extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }
}
