package io.smoothie.cli.bench;

import io.temporal.client.WorkflowFailedException;

/** What is done again and again. Thread-safe. */
interface Job {
  /** Has the next one done; returns its ID. */
  String place();

  /**
   * Returns when that one is done.
   *
   * @throws WorkflowFailedException when it ended otherwise
   */
  void await(String id);
}
