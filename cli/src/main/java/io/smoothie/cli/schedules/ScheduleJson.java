package io.smoothie.cli.schedules;

import io.smoothie.cli.show.OrderHeadline;
import io.smoothie.cli.show.OrderJson.Asked;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.OrderSchedule;
import io.smoothie.workflow.temporal.Overlap;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule in a list; JSON has these field names in snake_case.
 *
 * @param smoothie fit for one line; null when another program has made the schedule with an input
 *     that cannot be read
 * @param next when it places the next orders, were it not paused
 * @param lastOrder the order that it placed last, or null
 */
record ScheduleJson(
    String name,
    @Nullable String smoothie,
    String when,
    Overlap overlap,
    boolean paused,
    List<Instant> next,
    @Nullable OrderId lastOrder,
    long placed,
    long skipped,
    @Nullable Asked request) {
  static ScheduleJson of(OrderSchedule schedule) {
    OrderRequest request = schedule.request();
    return new ScheduleJson(
        schedule.name(),
        request == null ? null : OrderHeadline.smoothie(request),
        schedule.when(),
        schedule.overlap(),
        schedule.paused(),
        schedule.next(),
        schedule.last(),
        schedule.placed(),
        schedule.skipped(),
        request == null ? null : Asked.of(request));
  }
}
