package io.smoothie.cli.board;

import io.smoothie.cli.output.Json;

/**
 * A server-sent event, as it goes over the wire.
 *
 * @param kind the later one of a kind stands for the earlier one; but each message is of interest
 */
record Event(String kind, String text) {
  static final String MESSAGE = "message-passed";

  /** What a client that has nothing to hear is sent, so that it is known to be there. */
  static final String NOTHING = ":\n\n";

  static Event of(String kind, Object data) {
    // JSON on one line: no line break can end the event early.
    return new Event(kind, "event: %s\ndata: %s\n\n".formatted(kind, Json.line(data)));
  }

  boolean isMessage() {
    return kind.equals(MESSAGE);
  }
}
