package io.smoothie.cli.show;

import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalUnavailableException;

/** The sentence for a call that Temporal did not answer. */
public final class TemporalAway {
  private TemporalAway() {}

  public static TemporalUnavailableException because(
      TemporalConnection temporal, RuntimeException cause) {
    return new TemporalUnavailableException(
        "Temporal at %s (namespace %s) does not answer: %s. Is it running, and is this its address?"
            .formatted(
                temporal.address(),
                temporal.namespace(),
                Text.forOneLine(String.valueOf(cause.getMessage()), 200)),
        cause);
  }
}
