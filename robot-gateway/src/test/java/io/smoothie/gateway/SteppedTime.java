package io.smoothie.gateway;

import io.smoothie.workflow.OrderId;
import io.temporal.internal.testservice.SteppedTemporal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assertions;

/**
 * Time that stands still but for {@code pass}. A task never times out for being computed slowly:
 * the in-memory server would lose the events that came meanwhile.
 */
final class SteppedTime implements RandomTime {
  private static final Duration LATE = Duration.ofSeconds(40);
  private static final Duration EVERY_QUEUE_TIMEOUT = Duration.ofDays(5);

  private final SteppedTemporal temporal;
  private final RandomShop shop;

  SteppedTime(SteppedTemporal temporal, RandomShop shop) {
    this.temporal = temporal;
    this.shop = shop;
  }

  @Override
  public Duration startToClose() {
    return Duration.ofSeconds(10);
  }

  @Override
  public List<Duration> queueTimeouts() {
    return List.of(Duration.ZERO, Duration.ofSeconds(30), Duration.ofDays(4));
  }

  @Override
  public List<Duration> silences() {
    return List.of(Duration.ofSeconds(3), Duration.ofSeconds(12));
  }

  @Override
  public boolean standsStill() {
    return true;
  }

  @Override
  public void rest(Collection<OrderId> orders) {
    if (!shop.hasWorker()) {
      return;
    }
    // Twice the same: one order may have woken another that had been looked at before.
    OptionalLong[] before = {OptionalLong.empty()};
    await(
        () -> {
          OptionalLong now = shop.atRest(orders);
          boolean rests = now.isPresent() && now.equals(before[0]);
          before[0] = now;
          return rests;
        });
  }

  /** A deadline at a time, for a timer that wakes late grants a grace. */
  @Override
  public void pass(Duration duration, Collection<OrderId> orders) {
    Instant until = shop.clock.instant().plus(duration);
    rest(orders);
    for (Instant now = shop.clock.instant(); now.isBefore(until); now = shop.clock.instant()) {
      Instant next = shop.nextDeadline(orders, startToClose()).filter(until::isAfter).orElse(until);
      shop.gatewayListens(next);
      temporal.advance(Duration.between(now, next));
      rest(orders);
    }
  }

  @Override
  public void workerStopped() {
    await(() -> temporal.polls() == 0);
  }

  @Override
  public void playOut(RandomHistory history) {
    for (int round = 0; !history.isOver(); round++) {
      Assertions.assertTrue(round < 50, history.describe("it never ends"));
      List<OrderId> running = history.running();
      pass(
          shop.nextDeadline(running, startToClose())
              .map(deadline -> Duration.between(shop.clock.instant(), deadline))
              .orElse(round % 2 == 0 ? LATE : EVERY_QUEUE_TIMEOUT),
          running);
      shop.reaper.run();
      rest(running);
    }
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(condition);
  }
}
