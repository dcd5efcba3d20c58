package io.smoothie.cli.completion;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.exit.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Robots and orders that the table knows; none where it cannot be read. */
final class TableCandidates {
  private static final Logger log = LoggerFactory.getLogger(TableCandidates.class);

  /** So many orders that wait, and as many that are over. */
  private static final int MOST = 50;

  private final TableOptions table;

  TableCandidates(TableOptions table) {
    this.table = table;
  }

  Stream<Candidate> robots() {
    return of(
        table ->
            table.robots().list().stream()
                .map(robot -> new Candidate(robot.name().value(), robot.status().name()))
                .toList());
  }

  /** Those that robots have, those that wait first, and those that ended last. */
  Stream<Candidate> orders() {
    return of(
        table -> {
          List<Candidate> orders = new ArrayList<>();
          orders.add(new Candidate("latest", "the order that was placed last"));
          for (Robot robot : table.robots().list()) {
            if (robot.order() != null) {
              orders.add(new Candidate(robot.order().value(), "working, " + robot.name()));
            }
          }
          table.queue().list(MOST).stream()
              .map(waiter -> new Candidate(waiter.order().value(), "waiting"))
              .forEach(orders::add);
          table.endings().latest(MOST).stream()
              .map(
                  ending ->
                      new Candidate(
                          ending.order().value(),
                          "%s, %s".formatted(ending.outcome().word(), ending.request().smoothie())))
              .forEach(orders::add);
          return orders;
        });
  }

  private Stream<Candidate> of(Function<Table, List<Candidate>> reading) {
    // By a Tab nothing is to change.
    try (Table open = table.openAsItIs().orElse(null)) {
      return open == null ? Stream.empty() : reading.apply(open).stream();
    } catch (TableException | CommandFailure e) {
      // A message would be written into the line that is being typed.
      log.debug("The table cannot be read", e);
      return Stream.empty();
    }
  }
}
