package io.smoothie.cli.testing;

import io.smoothie.cli.config.Surroundings;
import picocli.CommandLine;

/** A command that has some options, which its subclass mixes in, and does nothing. */
public abstract class OptionsAlone implements Surroundings.Holder {
  private final Surroundings surroundings;

  protected OptionsAlone(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public final Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public final CommandLine commandLineIn(Surroundings others) {
    throw new UnsupportedOperationException("Only commands that run others need it");
  }
}
