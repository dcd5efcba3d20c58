package io.smoothie.cli.stack;

import io.smoothie.workflow.temporal.TemporalSettings;
import java.util.Optional;

/** A Temporal that this process uses, and perhaps owns. */
interface TemporalServer extends AutoCloseable {
  /** How to reach it. */
  TemporalSettings settings();

  /** Host and port. */
  String address();

  /** Its Web UI, if it has one that we know of. */
  Optional<String> ui();

  /** Whether its orders outlast this process. */
  boolean kept();

  /** Which one it is, what that means, and how to get another; one line. */
  String explained();

  @Override
  void close();
}
