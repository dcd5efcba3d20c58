package io.smoothie.cli.process;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether a process is alive, and whether it can do its work. Thread-safe. */
public final class Health {
  private volatile List<HealthPart> needs = List.of();
  private volatile Supplier<Optional<String>> stuck = Optional::empty;

  /**
   * The process has begun.
   *
   * @param stuck why it would better be started anew, in words; empty when it is well. Must not
   *     block
   * @param needs what all has to be well for it to do its work
   */
  public void begun(Supplier<Optional<String>> stuck, HealthPart... needs) {
    this.stuck = stuck;
    this.needs = List.of(needs);
  }

  /** Not alive when nothing but a new start would help. */
  Report liveness() {
    long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    Optional<String> why =
        deadlocked == null
            ? stuck.get()
            : Optional.of("%d threads wait for each other".formatted(deadlocked.length));
    return new Report(why.isEmpty(), why.orElse("ok") + "\n");
  }

  /** Not ready before the process has begun, nor while something that it needs is not well. */
  Report readiness() {
    List<HealthPart> asked = needs;
    if (asked.isEmpty()) {
      return new Report(false, "starting\n");
    }
    // All of them at the same time.
    asked.forEach(HealthPart::ask);
    boolean ready = true;
    StringBuilder text = new StringBuilder();
    for (HealthPart part : asked) {
      Optional<String> trouble = part.answer();
      ready &= trouble.isEmpty();
      text.append(part.name()).append(": ").append(trouble.orElse("ok")).append('\n');
    }
    return new Report(ready, text.toString());
  }

  /**
   * @param text why, in lines for people
   */
  record Report(boolean well, String text) {}
}
