package io.smoothie.cli.input;

import io.smoothie.workflow.Durations;
import io.smoothie.workflow.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A moment in the past: {@code 1h} for an hour ago, {@code 2026-12-01}, {@code 2026-12-01T08:00},
 * {@code 2026-12-01T08:00+01:00}, {@code 2026-12-01T08:00:00Z}; in the local time zone unless it
 * has an offset.
 */
public final class Moments implements ITypeConverter<Instant> {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  @Override
  public Instant convert(String value) {
    return ago(value.trim()).orElseGet(() -> time(value.trim()));
  }

  private static Optional<Instant> ago(String text) {
    try {
      return Optional.of(Instant.now().minus(Durations.parse(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // A time, if anything.
    }
  }

  private static Instant time(String text) {
    try {
      TemporalAccessor read =
          TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (read instanceof OffsetDateTime time) {
        return time.toInstant();
      }
      LocalDateTime local =
          read instanceof LocalDateTime time ? time : LocalDate.from(read).atStartOfDay();
      return local.atZone(ZoneId.systemDefault()).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          ("\"%s\" is not a time: it takes 1h for an hour ago, 2026-12-01T08:00 or"
                  + " 2026-12-01T08:00+01:00")
              .formatted(Text.forOneLine(text, 60)));
    }
  }
}
