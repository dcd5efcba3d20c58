package io.smoothie.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A timer that can be stopped and explains itself in the Web UI. */
final class CountDown {
  private final Promise<Void> timer;
  private final CancellationScope scope;

  CountDown(Duration length, String summary) {
    List<Promise<Void>> started = new ArrayList<>(1);
    scope =
        Workflow.newCancellationScope(
            () ->
                started.add(
                    Workflow.newTimer(
                        length,
                        TimerOptions.newBuilder()
                            .setSummary(Text.forOneLine(summary, 200))
                            .build())));
    scope.run();
    // The SDK warns of a cancelled timer whose result is not read.
    timer = started.get(0).handle((done, cancelled) -> null);
  }

  boolean isOver() {
    return timer.isCompleted();
  }

  void stop() {
    if (!isOver()) {
      scope.cancel();
    }
  }
}
