package io.smoothie.cli.orders;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.temporal.CancelUnconfirmedException;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import io.smoothie.workflow.temporal.UpdatesRefusedException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cancels orders, some at a time. */
final class Cancels {
  /** Each waits for a worker's answer. */
  private static final int AT_A_TIME = 8;

  private final Orders orders;
  private final OrderLookup lookup;
  private final PrintWriter notes;

  Cancels(Orders orders, OrderLookup lookup, PrintWriter notes) {
    this.orders = orders;
    this.lookup = lookup;
    this.notes = notes;
  }

  /**
   * What came of it; JSON has these field names in snake_case.
   *
   * @param answer null when there was none
   * @param message what went wrong, as a sentence; null when nothing did
   */
  record Cancelled(
      OrderId id,
      @Nullable CancelAnswer answer,
      @Nullable String message,
      @JsonIgnore int exitCode) {}

  /**
   * Cancels one order.
   *
   * @throws OrderNotFoundException and others, as {@link Orders#cancel}
   */
  Cancelled cancel(OrderId given) {
    return lookup.with(given, this::cancelExactly);
  }

  /**
   * Cancels each.
   *
   * @param done hears of each, in the order of {@code given}
   */
  List<Cancelled> all(List<OrderId> given, Consumer<Cancelled> done) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<CompletableFuture<Cancelled>> asked =
          given.stream()
              .map(order -> CompletableFuture.supplyAsync(() -> tried(order), threads))
              .toList();
      List<Cancelled> cancelled = new ArrayList<>();
      for (CompletableFuture<Cancelled> one : asked) {
        cancelled.add(one.join());
        done.accept(one.join());
      }
      return cancelled;
    } finally {
      threads.shutdownNow();
    }
  }

  /** One that fails does not keep the others. */
  private Cancelled tried(OrderId given) {
    try {
      return cancel(given);
    } catch (OrderNotFoundException e) {
      return failed(given, e, ExitCode.REFUSED);
    } catch (CommandFailure e) {
      return failed(given, e, e.exitCode());
    } catch (CancelUnconfirmedException | TemporalUnavailableException e) {
      return failed(given, e, ExitCode.UNAVAILABLE);
    }
  }

  private Cancelled failed(OrderId given, RuntimeException e, int exitCode) {
    notes.println(e.getMessage());
    notes.flush();
    return new Cancelled(given, null, e.getMessage(), exitCode);
  }

  private Cancelled cancelExactly(OrderId order) {
    CancelAnswer answer = ask(order);
    if (answer == CancelAnswer.ACCEPTED) {
      return new Cancelled(order, answer, null, ExitCode.OK);
    }
    String why =
        "How order %1$s ends was decided already: smoothie orders show %1$s".formatted(order);
    notes.println(why);
    notes.flush();
    return new Cancelled(order, answer, why, ExitCode.REFUSED);
  }

  private CancelAnswer ask(OrderId order) {
    try {
      return orders.cancel(order);
    } catch (UpdatesRefusedException e) {
      CancelAnswer answer = orders.cancelByTemporalAlone(order);
      if (answer == CancelAnswer.ACCEPTED) {
        notes.println(
            (e.getMessage()
                    + " So Temporal's own cancel was asked for instead: order %1$s ends as"
                    + " cancelled, even if it is being finished now (smoothie orders show %1$s).")
                .formatted(order));
      }
      return answer;
    }
  }
}
