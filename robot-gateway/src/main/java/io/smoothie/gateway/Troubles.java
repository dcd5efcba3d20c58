package io.smoothie.gateway;

import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which messages are held, dropped or could not be taken in. Thread-safe. */
final class Troubles {
  private static final Logger log = LoggerFactory.getLogger(RobotGateway.class);

  private final SeldomLog heldLog = new SeldomLog(Duration.ofSeconds(10));
  private final SeldomLog droppedLog = new SeldomLog(Duration.ofSeconds(10));
  private final GatewayMetrics metrics;
  private final Consumer<String> end;

  /**
   * @param end told, with a sentence, why the gateway has to end
   */
  Troubles(GatewayMetrics metrics, Consumer<String> end) {
    this.metrics = metrics;
    this.end = end;
  }

  void held(String robot, Throwable cause) {
    metrics.held();
    if (TemporalConnection.isOutage(cause)) {
      return; // the connection has said so, once
    }
    heldLog.say(
        more ->
            log.warn(
                "A message of robot {} cannot be handled now and is held: {}{}",
                RobotName.isValid(robot) ? new RobotName(robot) : Text.forOneLine(robot, 128),
                words(cause),
                more));
  }

  private static String words(Throwable cause) {
    return Text.forOneLine(
        cause instanceof TableException ? String.valueOf(cause.getMessage()) : cause.toString(),
        300);
  }

  void dropped(String topic, int pending) {
    metrics.dropped();
    droppedLog.say(
        more ->
            log.warn(
                "A message on {} came with QoS 0 and is dropped: {} others are not done with{}",
                Text.forOneLine(topic, 150),
                pending,
                more));
  }

  /**
   * Not acknowledged, this message holds up all acknowledgements after it: the gateway ends, and
   * gets it again after a new start.
   */
  void notTaken(Throwable cause) {
    log.error("A message could not be taken in", cause);
    end.accept(
        "A message could not be taken in (%s).".formatted(Text.forOneLine(cause.toString(), 200)));
  }
}
