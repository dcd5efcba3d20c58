package io.smoothie.cli.orders;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Finds the order that a person means: by its whole ID; else {@code latest} is the order that was
 * placed last, and the beginning of an ID stands for the one order whose ID begins so. An ID for a
 * new order is taken as it is.
 */
final class OrderLookup {
  static final String LATEST = "latest";

  /** Says so in the help of commands. */
  static final String DESCRIPTION =
      "The order's ID, or its workflow's; the beginning of one that no other order has, or latest"
          + " for the order that was placed last.";

  private static final int MOST = 5;

  private final OrderSearch search;
  private final Supplier<Table> table;
  private final PrintWriter notes;

  /**
   * @param table opens it; it is closed again
   * @param notes told which order is meant
   */
  OrderLookup(OrderSearch search, Supplier<Table> table, PrintWriter notes) {
    this.search = search;
    this.table = table;
    this.notes = notes;
  }

  /**
   * Does {@code action} to the order with this ID, or, if there is none, to the one that is meant.
   *
   * @param action throws {@link OrderNotFoundException} when there is no such order
   * @throws CommandFailure when several orders may be meant
   */
  <T> T with(OrderId given, Function<OrderId, T> action) {
    try {
      return action.apply(given);
    } catch (OrderNotFoundException e) {
      OrderId meant = meant(given).orElseThrow(() -> e);
      notes.println("%s is order %s.".formatted(given, meant));
      notes.flush();
      return action.apply(meant);
    }
  }

  private Optional<OrderId> meant(OrderId given) {
    if (given.value().equals(LATEST)) {
      return latest();
    }
    List<OrderId> found = beginningWith(given.value());
    // A whole ID means that order, also where only the table knows it.
    return found.contains(given) ? Optional.empty() : only(given.value(), found);
  }

  private Optional<OrderId> latest() {
    List<OrderId> newest = new ArrayList<>();
    search.newest(
        OrderFilter.NONE,
        Whereabouts.UNKNOWN,
        1,
        info -> {
          OrderId.ofTaskToken(info.getExecution().getWorkflowId()).ifPresent(newest::add);
          return !newest.isEmpty();
        });
    return newest.stream().findFirst();
  }

  /**
   * The one order of {@code found}; empty when there is none.
   *
   * @throws CommandFailure when there are several
   */
  static Optional<OrderId> only(String prefix, List<OrderId> found) {
    if (found.size() > 1) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "Several orders begin with %s: %s%s. Give more of the ID."
              .formatted(
                  prefix,
                  found.stream().limit(MOST).map(OrderId::value).collect(Collectors.joining(", ")),
                  found.size() > MOST ? " and more" : ""));
    }
    return found.stream().findFirst();
  }

  private List<OrderId> beginningWith(String prefix) {
    TreeSet<OrderId> found = new TreeSet<>(search.beginningWith(prefix, MOST + 1));
    try (Table opened = table.get()) {
      found.addAll(opened.endings().beginningWith(prefix, MOST + 1));
    } catch (TableException e) {
      notes.println("Orders are looked for in Temporal alone: " + e.getMessage());
    }
    return List.copyOf(found);
  }
}
