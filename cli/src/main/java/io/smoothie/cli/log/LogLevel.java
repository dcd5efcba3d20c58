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
   * The level of libraries: a step quieter than ours, because they log much.
   *
   * @param usual their level unless more is asked for
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
