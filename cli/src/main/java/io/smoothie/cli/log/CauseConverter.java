package io.smoothie.cli.log;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import io.smoothie.workflow.Text;

/**
 * Writes an exception as {@code (SomeException: its message)}; its stack trace is for log files.
 */
final class CauseConverter extends ThrowableHandlingConverter {
  private static final int MAX_CODE_POINTS = 300;

  @Override
  public String convert(ILoggingEvent event) {
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown == null) {
      return "";
    }
    String type = thrown.getClassName();
    return " (%s: %s)"
        .formatted(
            type.substring(type.lastIndexOf('.') + 1),
            Text.forOneLine(String.valueOf(thrown.getMessage()), MAX_CODE_POINTS));
  }
}
