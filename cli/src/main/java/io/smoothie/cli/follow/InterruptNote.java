package io.smoothie.cli.follow;

import io.smoothie.workflow.OrderId;
import java.io.PrintWriter;
import java.util.function.Supplier;

/** Says, when Ctrl-C ends the process, what goes on, and how to follow it again. */
public final class InterruptNote {
  /** Says nothing: for a process in which Ctrl-C ends Temporal, too. */
  static final InterruptNote NONE = new InterruptNote(new Thread());

  private final Thread hook;

  private InterruptNote(Thread hook) {
    this.hook = hook;
  }

  static InterruptNote about(OrderId order, PrintWriter err) {
    return of(
        () -> "Order %1$s goes on. Follow it: smoothie orders show %1$s --follow".formatted(order),
        err);
  }

  /**
   * @param words asked for when the process ends; must not block
   */
  public static InterruptNote of(Supplier<String> words, PrintWriter err) {
    Thread hook =
        new Thread(
            () -> {
              err.println();
              err.println(words.get());
              err.flush();
            },
            "note at the end");
    Runtime.getRuntime().addShutdownHook(hook);
    return new InterruptNote(hook);
  }

  /** Drops the note: nothing is followed any more. */
  public void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already, and the note is said.
    }
  }
}
