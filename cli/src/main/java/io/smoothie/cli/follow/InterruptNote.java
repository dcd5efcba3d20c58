package io.smoothie.cli.follow;

import io.smoothie.workflow.OrderId;
import java.io.PrintWriter;

/** Says, when Ctrl-C ends the process, that the order goes on, and how to follow it again. */
final class InterruptNote {
  /** Says nothing: for a process in which Ctrl-C ends Temporal, too. */
  static final InterruptNote NONE = new InterruptNote(new Thread());

  private final Thread hook;

  private InterruptNote(Thread hook) {
    this.hook = hook;
  }

  static InterruptNote about(OrderId order, PrintWriter err) {
    Thread hook =
        new Thread(
            () -> {
              err.println();
              err.println(
                  "Order %1$s goes on. Follow it: smoothie orders show %1$s --follow"
                      .formatted(order));
              err.flush();
            },
            "note about " + order);
    Runtime.getRuntime().addShutdownHook(hook);
    return new InterruptNote(hook);
  }

  /** Drops the note: the order is no longer followed. */
  void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the note is said.
    }
  }
}
