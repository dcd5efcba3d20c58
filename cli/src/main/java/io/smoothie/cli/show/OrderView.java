package io.smoothie.cli.show;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.DeadLetter;
import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.Robot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is shown: its history, and what the table has about it.
 *
 * @param attempts one for each robot it had
 * @param place its place in the queue, or null
 * @param robots the robots that have the order or one of its attempts; and the robots that said
 *     that they are away, when it waits and no others are left for it
 * @param deadLetters robots' messages that seem to be about it and could not be used
 * @param tableTrouble why the table could not be read, else null
 * @param pending the state of the activity that is under way, or null
 * @param now when this was read
 */
public record OrderView(
    OrderStory story,
    List<Attempt> attempts,
    @Nullable QueuePlace place,
    List<Robot> robots,
    List<DeadLetter> deadLetters,
    @Nullable String tableTrouble,
    @Nullable String pending,
    Instant now) {
  public OrderView {
    attempts = List.copyOf(attempts);
    robots = List.copyOf(robots);
    deadLetters = List.copyOf(deadLetters);
  }

  /** This view, with the state of the activity that is under way. */
  public OrderView with(@Nullable String activity) {
    return new OrderView(story, attempts, place, robots, deadLetters, tableTrouble, activity, now);
  }

  /**
   * The robots that said that they are away, when the order waits and no others are left for it.
   */
  public List<Robot> away() {
    return place == null
        ? List.of()
        : robots.stream()
            .filter(robot -> robot.awaySince() != null && place.offline().contains(robot.name()))
            .toList();
  }

  /**
   * The order's status; a robot that the table has assigned to the order counts as a robot it has.
   */
  public OrderStatus status() {
    boolean assigned = robots.stream().anyMatch(robot -> story.order().equals(robot.order()));
    return story.status() == OrderStatus.WAITING && assigned ? OrderStatus.WORKING : story.status();
  }
}
