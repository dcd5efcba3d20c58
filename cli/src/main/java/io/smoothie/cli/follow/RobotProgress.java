package io.smoothie.cli.follow;

import io.smoothie.activities.table.TableException;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderTable;
import io.smoothie.cli.show.Wait;
import java.time.Duration;
import java.time.Instant;

/**
 * What the robot of a followed order says of its work: asked of the table once a second, and not at
 * all for an order that is made in no time, nor again once the table cannot be read.
 */
final class RobotProgress {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final OrderTable table;
  private Instant next = Instant.MIN;
  private boolean readable = true;
  private String last = "";

  RobotProgress(OrderTable table) {
    this.table = table;
  }

  /** As in {@code Robot1: 40 %, blending}; empty when the order waits for no robot's words. */
  String of(OrderStory story, Instant now) {
    Wait wait = story.waits();
    if (wait == null || wait.kind() != Wait.Kind.ROBOT) {
      last = "";
    } else if (readable && !now.isBefore(next) && !now.isBefore(wait.since().plus(PAUSE))) {
      next = now.plus(PAUSE);
      try {
        last = table.progress(story.order());
      } catch (TableException e) {
        readable = false;
        last = "";
      }
    }
    return last;
  }
}
