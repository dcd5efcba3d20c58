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

  /** Which one it is, in a few words. */
  String kind();

  /**
   * What this kind means (Web UI or not, orders kept or not), and how to get another; on one line.
   */
  String explained();

  @Override
  void close();
}
