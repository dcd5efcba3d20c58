package io.smoothie.cli.robots;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.input.WaitTimeoutOption;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits until robots that leave service have finished their orders, and says which still have one.
 */
final class DrainWait {
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int MOST_NAMED = 5;

  private final Table table;
  private final Collection<RobotName> names;
  private final PrintWriter err;

  DrainWait(Table table, Collection<RobotName> names, PrintWriter err) {
    this.table = table;
    this.names = names;
    this.err = err;
  }

  /**
   * Waits; a robot that is resumed or removed meanwhile is not waited for.
   *
   * @param atMost how long, or null for as long as it takes (a year at most)
   * @return whether none has an order any more
   */
  boolean run(@Nullable Duration atMost) throws InterruptedException {
    long deadline = WaitTimeoutOption.deadline(atMost);
    List<Robot> busy = busy();
    String said = "";
    while (!busy.isEmpty() && deadline - System.nanoTime() > 0) {
      String words = inWords(busy);
      if (!words.equals(said)) {
        said = words;
        err.println(words);
        err.flush();
      }
      Thread.sleep(Math.min(TICK.toMillis(), 1 + (deadline - System.nanoTime()) / 1_000_000));
      busy = busy();
    }
    if (!busy.isEmpty()) {
      err.println("Still going; they leave service all the same. " + inWords(busy));
    }
    return busy.isEmpty();
  }

  private List<Robot> busy() {
    return table.robots().list().stream()
        .filter(robot -> names.contains(robot.name()))
        .filter(robot -> robot.draining() && robot.order() != null)
        .toList();
  }

  private static String inWords(List<Robot> busy) {
    List<String> some =
        busy.stream()
            .limit(MOST_NAMED)
            .map(robot -> "%s (order %s)".formatted(robot.name(), robot.order()))
            .toList();
    return "%s to finish: %s%s"
        .formatted(
            Text.counted(busy.size(), "robot"),
            String.join(", ", some),
            busy.size() > MOST_NAMED ? " …" : "");
  }
}
