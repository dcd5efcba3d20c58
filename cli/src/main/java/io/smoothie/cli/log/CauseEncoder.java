package io.smoothie.cli.log;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;

/** Patterns may say {@code %cause}: what was thrown, in one line. */
final class CauseEncoder extends PatternLayoutEncoder {
  @Override
  public void start() {
    PatternLayout words = new PatternLayout();
    words.setContext(context);
    words.getInstanceConverterMap().put("cause", CauseConverter::new);
    words.setPattern(getPattern());
    words.start();
    layout = words;
    started = true;
  }
}
