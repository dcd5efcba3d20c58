package io.smoothie.cli.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;

/**
 * A message with its cause and nothing else, for a person. Not a pattern: a command would read that
 * on its way to a log that mostly stays empty, and Logback has a hundred classes for it.
 */
final class CommandLayout extends LayoutBase<ILoggingEvent> {
  private final CauseConverter cause = new CauseConverter();

  @Override
  public String doLayout(ILoggingEvent event) {
    return event.getFormattedMessage() + cause.convert(event) + System.lineSeparator();
  }
}
