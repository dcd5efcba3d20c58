package io.smoothie.cli.log;

import ch.qos.logback.classic.Level;

/** How much is logged, as users say it. */
public enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG,
  TRACE;

  /** What our own classes log. */
  Level ofOurs() {
    return Level.toLevel(name());
  }

  /**
   * What libraries log: they are a step quieter than we are, and have much to say.
   *
   * @param usual what they log unless more is asked for
   */
  Level ofLibraries(Level usual) {
    return switch (this) {
      case ERROR -> usual.isGreaterOrEqual(Level.ERROR) ? usual : Level.ERROR;
      case WARN, INFO -> usual;
      case DEBUG -> Level.INFO;
      case TRACE -> Level.DEBUG;
    };
  }
}
