package io.smoothie.cli.show;

import com.google.protobuf.Timestamp;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.workflow.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times and durations as people read them; always UTC. */
public final class Times {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private Times() {}

  /** A time as Temporal writes it. */
  public static Instant of(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** Day and time, to the second. */
  public static String day(Instant time) {
    return DAY.format(time);
  }

  /**
   * A time in a list: how long ago it was, or in how long it is, where it is read now; else ISO
   * 8601, to the second.
   */
  public static Cell cell(Instant time, Instant now) {
    return new Cell(Ink.NONE, time.truncatedTo(ChronoUnit.SECONDS).toString(), age(time, now));
  }

  /** How long ago it was, or in how long it is, in one unit: {@code 3m ago}, {@code in 2d}. */
  public static String age(Instant time, Instant now) {
    Duration length = Duration.between(time, now).abs();
    String words =
        length.toSeconds() < 120
            ? length.toSeconds() + "s"
            : length.toMinutes() < 120
                ? length.toMinutes() + "m"
                : length.toHours() < 48 ? length.toHours() + "h" : length.toDays() + "d";
    return time.isAfter(now) ? "in " + words : words + " ago";
  }

  /** The time alone when it is near to {@code now}, else with its day. */
  public static String near(Instant time, Instant now) {
    boolean soon = Duration.between(time, now).abs().compareTo(Duration.ofHours(12)) < 0;
    return soon ? CLOCK.format(time) : DAY.format(time);
  }

  /** How long from one to the other, as short as is useful; never negative. */
  public static String length(Instant from, Instant to) {
    return length(Duration.between(from, to));
  }

  /** {@code length}, as short as is useful: {@code 12ms}, {@code 3.2s}, {@code 1m30s}. */
  public static String length(Duration length) {
    if (length.isNegative() || length.isZero()) {
      return "0s";
    }
    if (length.toMillis() < 1000) {
      return length.toMillis() + "ms";
    }
    if (length.toSeconds() < 10) {
      return Durations.format(length.truncatedTo(ChronoUnit.SECONDS)).replace("s", "")
          + "."
          + length.toMillisPart() / 100
          + "s";
    }
    if (length.toHours() < 1) {
      return Durations.format(length.truncatedTo(ChronoUnit.SECONDS));
    }
    return Durations.format(length.truncatedTo(ChronoUnit.MINUTES));
  }
}
