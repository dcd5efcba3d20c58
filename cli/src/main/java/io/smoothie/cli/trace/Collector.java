package io.smoothie.cli.trace;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the collector takes spans: said when it changes, not for each span. Thread-safe. */
final class Collector {
  private static final Logger log = LoggerFactory.getLogger(Traces.class);

  private final String shown;
  private final AtomicBoolean away = new AtomicBoolean();

  /**
   * @param shown its address, without secrets
   */
  Collector(String shown) {
    this.shown = shown;
  }

  void takesNone(String why) {
    if (!away.getAndSet(true)) {
      log.warn(
          "The collector at {} takes no spans ({}): traces have gaps, and orders go on",
          shown,
          why);
    }
  }

  void takesThem() {
    if (away.getAndSet(false)) {
      log.info("The collector at {} takes spans again", shown);
    }
  }
}
