package io.smoothie.cli.show;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.DeadLetter;
import io.smoothie.activities.table.QueuePlace;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the table has about an order. The table is opened on first use. An order can be shown
 * without it, so a table that cannot be read is reported in the view, not thrown.
 */
public final class OrderTable implements AutoCloseable {
  private static final int MOST_LETTERS = 20;

  private final Supplier<Table> open;
  private @Nullable Table table;

  public OrderTable(Supplier<Table> open) {
    this.open = open;
  }

  /** The order with everything the table adds to its history. */
  public OrderView view(OrderStory story, Instant now) {
    try {
      Table from = table();
      OrderId order = story.order();
      List<Attempt> attempts = from.attempts().of(order);
      Set<Object> names = new HashSet<>();
      attempts.forEach(attempt -> names.add(attempt.robot()));
      QueuePlace place = story.ending() == null ? from.queue().place(order).orElse(null) : null;
      if (place != null) {
        names.addAll(place.offline());
      }
      List<Robot> robots =
          from.robots().list().stream()
              .filter(robot -> order.equals(robot.order()) || names.contains(robot.name()))
              .toList();
      List<DeadLetter> letters = from.deadLetters().of(order, MOST_LETTERS);
      return new OrderView(story, attempts, place, robots, letters, null, null, now);
    } catch (TableException e) {
      return new OrderView(
          story, List.of(), null, List.of(), List.of(), String.valueOf(e.getMessage()), null, now);
    }
  }

  /**
   * What the order's robot said last of its work, as in {@code Robot1: 40 %, blending}; empty when
   * it has said nothing.
   *
   * @throws TableException when the table cannot be read
   */
  public String progress(OrderId order) {
    return atWork(table().attempts().of(order))
        .map(attempt -> attempt.robot() + ": " + attempt.progressInWords())
        .orElse("");
  }

  /** The attempt that is under way, if its robot has said how far it is. */
  static Optional<Attempt> atWork(List<Attempt> attempts) {
    return attempts.stream()
        .filter(attempt -> attempt.outcome() == AttemptOutcome.WORKING && attempt.heard() != null)
        .findFirst();
  }

  /** The order by its history alone. */
  public static OrderView withoutTable(OrderStory story, Instant now) {
    return new OrderView(story, List.of(), null, List.of(), List.of(), null, null, now);
  }

  /**
   * The table itself, which this object closes.
   *
   * @throws TableException when it cannot be opened
   */
  public Table table() {
    Table known = table;
    if (known == null) {
      known = open.get();
      table = known;
    }
    return known;
  }

  @Override
  public void close() {
    if (table != null) {
      table.close();
    }
  }
}
