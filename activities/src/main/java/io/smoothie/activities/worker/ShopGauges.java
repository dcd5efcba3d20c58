package io.smoothie.activities.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.smoothie.activities.table.QueueLength;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is the shop's and not one worker's: its robots by status, its queue by priority. Only the
 * worker that holds the reaper's lease shows it, as its last pass has found it; a worker that lost
 * the lease shows nothing, so that sums over all workers are right. Not thread-safe.
 */
final class ShopGauges {
  private static final int LOWEST_PRIORITY = 5;

  private final MultiGauge robots;
  private final MultiGauge waiting;
  private final MultiGauge oldest;

  ShopGauges(MeterRegistry registry) {
    // What an earlier worker of this process has left: a gauge that is there would not be replaced.
    for (String name :
        List.of("smoothie.robots", "smoothie.queue.orders", "smoothie.queue.oldest")) {
      registry.find(name).gauges().forEach(registry::remove);
    }
    robots =
        MultiGauge.builder("smoothie.robots")
            .description("Robots in the table, by status.")
            .register(registry);
    waiting =
        MultiGauge.builder("smoothie.queue.orders")
            .description("Orders in the queue, by priority.")
            .register(registry);
    oldest =
        MultiGauge.builder("smoothie.queue.oldest")
            .description("How long the order that waits longest has waited, by priority.")
            .baseUnit("seconds")
            .register(registry);
  }

  void show(Collection<Robot> all, List<QueueLength> lengths, Instant now) {
    Map<RobotStatus, Long> counts =
        all.stream().collect(Collectors.groupingBy(Robot::status, Collectors.counting()));
    robots.register(
        rows(
            Arrays.asList(RobotStatus.values()),
            "status",
            status -> counts.getOrDefault(status, 0L)),
        true);
    Map<Integer, QueueLength> queue =
        lengths.stream().collect(Collectors.toMap(QueueLength::priority, Function.identity()));
    List<Integer> priorities = new ArrayList<>();
    for (int priority = 1; priority <= LOWEST_PRIORITY; priority++) {
      priorities.add(priority);
    }
    waiting.register(
        rows(
            priorities,
            "priority",
            priority -> queue.containsKey(priority) ? queue.get(priority).waiting() : 0),
        true);
    oldest.register(rows(priorities, "priority", priority -> age(queue.get(priority), now)), true);
  }

  /** Another worker shows it, or none. */
  void hide() {
    for (MultiGauge gauge : List.of(robots, waiting, oldest)) {
      gauge.register(List.of(), true);
    }
  }

  private static double age(@Nullable QueueLength length, Instant now) {
    return length == null
        ? 0
        : Math.max(0, Duration.between(length.oldest(), now).toMillis()) / 1e3;
  }

  private static <K> List<Row<?>> rows(List<K> keys, String tag, Function<K, Number> value) {
    return keys.stream()
        .<Row<?>>map(key -> Row.of(Tags.of(tag, String.valueOf(key)), value.apply(key)))
        .toList();
  }
}
