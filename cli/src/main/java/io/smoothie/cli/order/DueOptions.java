package io.smoothie.cli.order;

import io.smoothie.cli.input.Values;
import io.smoothie.workflow.Durations;
import io.smoothie.workflow.OrderRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: when an order is to be made, if not at once. */
final class DueOptions {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .optionalStart()
          .appendLiteral('[')
          .appendZoneRegionId()
          .appendLiteral(']')
          .toFormatter(Locale.ROOT);

  @Option(
      names = "--in",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description = "Make it so long from now, up to 366d; not before, nor in the queue before.")
  private @Nullable Duration in;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description =
          "Make it then: 2026-12-01T08:00, in the local time zone unless it has an offset or a zone.")
  private @Nullable String at;

  /** Whether it is due so long from now, whenever that is. */
  boolean isRelative() {
    return in != null;
  }

  /**
   * When the order is due, to the second; null when neither option is given.
   *
   * @param local the time zone of a time that has none
   * @throws IllegalArgumentException when the options cannot be taken; says why
   */
  @Nullable Instant due(Instant now, ZoneId local) {
    if (in != null && at != null) {
      throw new IllegalArgumentException("--in and --at both say when it is due: give one.");
    }
    Instant due = in != null ? now.plus(in) : at != null ? time(at, local) : null;
    if (due != null && due.isAfter(now.plus(OrderRequest.MAX_AHEAD))) {
      throw new IllegalArgumentException(
          "--in and --at go up to %s from now."
              .formatted(Durations.format(OrderRequest.MAX_AHEAD)));
    }
    return due == null ? null : due.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
  }

  private static Instant time(String text, ZoneId local) {
    TemporalAccessor read;
    try {
      read = TIME.parse(text.trim());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          ("--at is \"%s\": it takes a time such as 2026-12-01T08:00, 2026-12-01T08:00+01:00 or"
                  + " 2026-12-01T08:00[Europe/Paris].")
              .formatted(text),
          e);
    }
    LocalDateTime time = LocalDateTime.from(read);
    if (read.isSupported(ChronoField.OFFSET_SECONDS)) {
      return time.toInstant(ZoneOffset.ofTotalSeconds(read.get(ChronoField.OFFSET_SECONDS)));
    }
    ZoneId zone = read.query(TemporalQueries.zoneId());
    return time.toInstant(onlyOffset(time, zone == null ? local : zone));
  }

  /** Where clocks are put forward or back, a local time may be none, or two. */
  private static ZoneOffset onlyOffset(LocalDateTime time, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
    if (offsets.size() != 1) {
      throw new IllegalArgumentException(
          "--at is %s, which comes %s in %s, where clocks are put %s then: give it an offset, such as %s%s."
              .formatted(
                  time,
                  offsets.isEmpty() ? "never" : "twice",
                  zone,
                  offsets.isEmpty() ? "forward" : "back",
                  time,
                  zone.getRules().getOffset(time)));
    }
    return offsets.get(0);
  }
}
