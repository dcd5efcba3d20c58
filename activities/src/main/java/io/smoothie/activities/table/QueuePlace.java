package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order's place in the queue.
 *
 * @param position from 1
 * @param estimate how long until a robot comes free for it; null when that cannot be said
 * @param broken when no robot that the order may have is at work or free: its BROKEN robots
 * @param offline when no robot that the order may have is at work or free: its OFFLINE robots
 * @param outOfService likewise, its robots that an operator took out of service
 * @param unskilled likewise, its robots that said that they lost a skill which it needs
 */
public record QueuePlace(
    int position,
    @Nullable Estimate estimate,
    List<RobotName> broken,
    List<RobotName> offline,
    List<RobotName> outOfService,
    List<RobotName> unskilled) {

  public QueuePlace {
    broken = List.copyOf(broken);
    offline = List.copyOf(offline);
    outOfService = List.copyOf(outOfService);
    unskilled = List.copyOf(unskilled);
  }

  /** Whether no robot that the order may have is at work or free. */
  public boolean isStuck() {
    return Stream.of(broken, offline, outOfService, unskilled).anyMatch(some -> !some.isEmpty());
  }

  public QueuePlace(int position, @Nullable Estimate estimate) {
    this(position, estimate, List.of(), List.of(), List.of(), List.of());
  }

  /**
   * A range, in which the wait ends if robots go on as they did lately.
   *
   * @param low at the earliest, from now; not negative
   * @param high at the latest, from now; not before {@code low}
   */
  public record Estimate(Duration low, Duration high) {}
}
