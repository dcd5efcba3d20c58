package io.smoothie.workflow;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: {@code 500ms}, {@code 10s}, {@code 1m30s}, {@code 4d}. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");

  /** A hundred years: a longer duration is a typing error, and overflows sooner or later. */
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Durations() {}

  /**
   * Reads {@code 500ms}, {@code 10s}, {@code 1m30s}, {@code 2h}, {@code 4d}, {@code 0}, or ISO-8601
   * such as {@code PT10S}.
   *
   * @throws IllegalArgumentException when it is none of these, negative, or longer than 36,500 days
   */
  public static Duration parse(String text) {
    Duration duration = read(text);
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "\"%s\" is too long: 36500d is the longest".formatted(Text.forOneLine(text, 40)));
    }
    return duration;
  }

  private static Duration read(String text) {
    String lower = text.trim().toLowerCase(Locale.ROOT);
    try {
      if (lower.equals("0")) {
        return Duration.ZERO;
      }
      if (lower.startsWith("p")) {
        Duration iso = Duration.parse(lower);
        if (!iso.isNegative()) {
          return iso;
        }
      } else if (WHOLE.matcher(lower).matches()) {
        Duration sum = Duration.ZERO;
        Matcher part = PART.matcher(lower);
        while (part.find()) {
          sum = sum.plus(of(Long.parseLong(part.group(1)), part.group(2)));
        }
        return sum;
      }
    } catch (ArithmeticException | DateTimeParseException e) {
      throw notADuration(text, e);
    }
    throw notADuration(text, null);
  }

  /** The shortest exact way to write {@code duration} that {@link #parse} reads: {@code 1m30s}. */
  public static String format(Duration duration) {
    if (duration.isNegative()) {
      return "-" + format(duration.negated());
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number != 0) {
      text.append(number).append(unit);
    }
  }

  private static Duration of(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static IllegalArgumentException notADuration(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "\"%s\" is not a duration such as 500ms, 10s, 1m30s, 2h or 4d"
            .formatted(Text.forOneLine(text, 40)),
        cause);
  }
}
