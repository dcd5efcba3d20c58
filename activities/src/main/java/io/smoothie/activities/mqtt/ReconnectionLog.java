package io.smoothie.activities.mqtt;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why a connection is down: a new reason at once, and the same reason again only once in 5
 * minutes. Only MQTT's thread uses it.
 */
final class ReconnectionLog {
  private static final Logger log = LoggerFactory.getLogger(Reconnection.class);
  private static final long REMINDER_NANOS = TimeUnit.MINUTES.toNanos(5);

  private final String clientId;
  private final String broker;
  private String said = "";
  private long saidAt;

  ReconnectionLog(String clientId, String broker) {
    this.clientId = clientId;
    this.broker = broker;
  }

  /**
   * @param before how many tries have failed before
   */
  void lost(String why, int before) {
    if (isSaid(why, before)) {
      return;
    }
    if (before == 0) {
      log.warn("{} lost the MQTT broker at {} ({}); connecting again", clientId, broker, why);
    } else {
      log.warn("{} cannot reach the MQTT broker at {} ({}); trying again", clientId, broker, why);
    }
  }

  /** As {@link #lost}, of a connection that we ended because it would have been deaf. */
  void refused(String why, int before) {
    if (!isSaid(why, before)) {
      log.error(
          "{} hears nothing: the MQTT broker at {} refuses its subscription ({}). Check what its"
              + " access rules let this user read; trying again",
          clientId,
          broker,
          why);
    }
  }

  void isBack() {
    log.info("{} is connected to the MQTT broker at {} again", clientId, broker);
  }

  private boolean isSaid(String why, int before) {
    long now = System.nanoTime();
    if (before > 0 && why.equals(said) && now - saidAt < REMINDER_NANOS) {
      log.debug("{} cannot reach the MQTT broker at {} ({})", clientId, broker, why);
      return true;
    }
    said = why;
    saidAt = now;
    return false;
  }
}
