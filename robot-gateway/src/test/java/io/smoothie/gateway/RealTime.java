package io.smoothie.gateway;

import io.smoothie.workflow.OrderId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The machine's own time: steps follow each other at once, whatever is under way. */
final class RealTime implements RandomTime {
  /** An activity that was lost with its worker takes 30 seconds to time out. */
  private static final Duration PLAYED_OUT = Duration.ofMinutes(2);

  private final RandomShop shop;

  RealTime(RandomShop shop) {
    this.shop = shop;
  }

  /** A gateway that listens says so every second. */
  static ScheduledExecutorService listening(RandomShop shop) {
    ScheduledExecutorService renewal = Executors.newSingleThreadScheduledExecutor();
    var unused =
        renewal.scheduleAtFixedRate(
            () -> shop.gatewayListens(Instant.now()), 0, 1, TimeUnit.SECONDS);
    return renewal;
  }

  @Override
  public Duration startToClose() {
    return Duration.ofMillis(1500);
  }

  @Override
  public List<Duration> queueTimeouts() {
    return List.of(Duration.ZERO, Duration.ofSeconds(2), Duration.ofDays(4));
  }

  @Override
  public List<Duration> silences() {
    return List.of(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofMillis(1800));
  }

  @Override
  public boolean standsStill() {
    return false;
  }

  @Override
  public void rest(Collection<OrderId> orders) {}

  @Override
  public void pass(Duration duration, Collection<OrderId> orders) {
    Awaitility.await().pollDelay(duration).atMost(duration.plusMinutes(1)).until(() -> true);
  }

  @Override
  public void workerStopped() {}

  @Override
  public void playOut(RandomHistory history) {
    Awaitility.await()
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(200))
        .atMost(PLAYED_OUT)
        .until(
            () -> {
              history.cancelWaiting();
              shop.reaper.run();
              return history.isOver();
            });
  }
}
