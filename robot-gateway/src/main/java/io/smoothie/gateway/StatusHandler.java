package io.smoothie.gateway;

import io.smoothie.activities.table.Robots;
import io.smoothie.activities.table.Said;
import io.smoothie.activities.table.TableException;
import io.smoothie.gateway.GatewayMetrics.Result;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.RobotMessage.Malformed;
import io.smoothie.workflow.wire.RobotMessage.Status;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles a birth or a will: records in the table whether the robot is there. Thread-safe. */
final class StatusHandler {
  private static final Logger log = LoggerFactory.getLogger(StatusHandler.class);

  /** How many refused messages are remembered: retained ones come again at every connect. */
  private static final int MOST_REMEMBERED = 10_000;

  private final Robots robots;
  private final DeadLetterBox deadLetters;
  private final boolean autoRegister;
  private final GatewayMetrics metrics;
  private final SeldomLog flaws = new SeldomLog(Duration.ofMinutes(1));
  private final Set<String> refused =
      Collections.synchronizedSet(Collections.newSetFromMap(new Newest<>(MOST_REMEMBERED)));

  /**
   * @param robots those of a table whose wake-ups hold up nothing
   * @param autoRegister whether robots that are not in the table are added, and are believed what
   *     they say they can do
   */
  StatusHandler(
      Robots robots, DeadLetterBox deadLetters, boolean autoRegister, GatewayMetrics metrics) {
    this.robots = robots;
    this.deadLetters = deadLetters;
    this.autoRegister = autoRegister;
    this.metrics = metrics;
  }

  /**
   * Handles one message for good; throws when that cannot be done now.
   *
   * @param kept whether the broker had kept the message until we subscribed, so that it may be old
   */
  void handle(String topic, byte[] payload, boolean kept) {
    RobotMessage message = RobotMessage.parse(topic, payload, kept);
    if (message instanceof Status status) {
      try {
        apply(topic, payload, status, kept);
      } catch (TableException e) {
        refuseUnlessLater(topic, payload, e);
      }
    } else {
      String why =
          message instanceof Malformed malformed
              ? malformed.reason()
              : "an answer came where statuses are expected";
      refuse(
          beginning(topic) + "\n" + Arrays.hashCode(payload),
          topic,
          payload,
          DeadLetterReason.MALFORMED,
          why);
    }
  }

  private void apply(String topic, byte[] payload, Status status, boolean kept) {
    RobotName robot = status.robot();
    if (autoRegister && status.flaw() != null) {
      flaws.say(end -> log.warn("{} is heard on {}, but {}{}", robot, topic, status.flaw(), end));
    }
    Said said =
        new Said(
            robot,
            status.online(),
            status.session(),
            /* live= */ !kept,
            autoRegister ? status.skills() : null);
    // Neither a message that the broker had kept nor an OFFLINE brings back a robot that was
    // removed.
    boolean known = robots.presence(said, autoRegister && !kept && status.online());
    if (!known) {
      // The advice is given once; when it is followed, the table has what the robot said last.
      refuse(
          topic,
          topic,
          payload,
          DeadLetterReason.UNKNOWN_ROBOT,
          "robot %s is not in the table: `smoothie robots add %s`".formatted(robot, robot));
      return;
    }
    refused.remove(topic);
    metrics.status(Result.APPLIED);
  }

  /**
   * A row that cannot be read makes this message a dead letter: held, the message would hold up all
   * later acknowledgements.
   */
  private void refuseUnlessLater(String topic, byte[] payload, TableException e) {
    if (!e.isOfOneRow()) {
      throw e;
    }
    String why = String.valueOf(e.getMessage());
    refuse(topic + "\n" + why, topic, payload, DeadLetterReason.UNREADABLE_ROW, why);
  }

  private void refuse(
      String key, String topic, byte[] payload, DeadLetterReason kind, String reason) {
    if (refused.contains(key)) {
      return;
    }
    deadLetters.put(topic, payload, kind, reason, null);
    refused.add(key);
    metrics.status(Result.DEAD_LETTER);
  }

  /** As much as a dead letter shows of it: a topic may have 64 KiB. */
  private static String beginning(String topic) {
    return topic.substring(0, Math.min(topic.length(), 512));
  }

  private static final class Newest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Newest(int most) {
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
