package io.smoothie.workflow.temporal;

import io.smoothie.workflow.Durations;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleSpec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When a schedule places its orders. */
public final class Recurrence {
  /** A shorter interval is none to Temporal; a longer one is a typing error. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private static final Duration LONGEST = Duration.ofDays(366);

  /** So long a comment is kept by Temporal. */
  private static final int MAX_CRON = 200;

  private final ScheduleSpec spec;

  private Recurrence(ScheduleSpec spec) {
    this.spec = spec;
  }

  /**
   * By the clock.
   *
   * @param cron as Temporal takes it: five to seven fields, {@code @daily} and the like; Temporal
   *     itself refuses one that is none
   * @param zone the name of the time zone that it is meant in
   * @throws IllegalArgumentException when it is empty or too long
   */
  public static Recurrence cron(String cron, String zone) {
    String text = cron.trim();
    if (text.isEmpty() || text.length() > MAX_CRON) {
      throw new IllegalArgumentException(
          "The cron expression takes 1 to %s characters, such as \"0 8 * * *\"."
              .formatted(MAX_CRON));
    }
    // Temporal keeps what the expression means, and of its text only the comment.
    String commented = text.indexOf('#') >= 0 ? text : "%s # %s".formatted(text, text);
    return new Recurrence(
        ScheduleSpec.newBuilder()
            .setCronExpressions(List.of(commented))
            .setTimeZoneName(zone)
            .build());
  }

  /**
   * At even intervals.
   *
   * @throws IllegalArgumentException unless it is 1 s to 366 days
   */
  public static Recurrence every(Duration interval) {
    if (interval.compareTo(SHORTEST) < 0 || interval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "The interval is %s; it goes from %s to %s."
              .formatted(
                  Durations.format(interval),
                  Durations.format(SHORTEST),
                  Durations.format(LONGEST)));
    }
    return new Recurrence(
        ScheduleSpec.newBuilder()
            .setIntervals(List.of(new ScheduleIntervalSpec(interval)))
            .build());
  }

  ScheduleSpec spec() {
    return spec;
  }

  /** In words, also of a schedule that another program has made. */
  static String inWords(ScheduleSpec spec) {
    String zone = spec.getTimeZoneName();
    Stream<String> calendars =
        spec.getCalendars().stream()
            .map(calendar -> calendar.getComment())
            .map(
                cron ->
                    cron == null || cron.isEmpty() ? "a calendar of Temporal's" : "cron " + cron)
            .map(words -> zone == null || zone.isEmpty() ? words : words + " " + zone);
    Stream<String> intervals =
        spec.getIntervals().stream().map(of -> "every " + Durations.format(of.getEvery()));
    return Stream.concat(calendars, intervals).collect(Collectors.joining(", "));
  }
}
