package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0,PT0S",
    "0s,PT0S",
    "500ms,PT0.5S",
    "10s,PT10S",
    "1m30s,PT1M30S",
    "2h,PT2H",
    "4d,PT96H",
    "' 15M ',PT15M",
    "PT10S,PT10S",
    "pt1h,PT1H",
    "P2D,PT48H",
  })
  void a_duration_is_read_as_people_write_it(String text, Duration duration) {
    assertEquals(duration, Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10",
        "-1s",
        "s",
        "1 s",
        "1s 2m",
        "1.5s",
        "1w",
        "PT-5S",
        "-PT5S",
        "P",
        "1e9s",
        "9999999999999d",
        "P999999999999999999D",
        "\u0661s",
        "Infinity"
      })
  void text_that_is_no_duration_is_refused_with_an_example(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Durations.parse(text));
    assertEquals(
        "\"%s\" is not a duration such as 500ms, 10s, 1m30s, 2h or 4d"
            .formatted(Text.forOneLine(text, 40)),
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,0s",
    "PT0.5S,500ms",
    "PT10S,10s",
    "PT90S,1m30s",
    "PT25H,1d1h",
    "P4D,4d",
    "PT-10S,-10s"
  })
  void a_duration_is_written_as_people_write_it(Duration duration, String text) {
    assertEquals(text, Durations.format(duration));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1_000, 59_999, 3_600_000, 86_400_001, 31_536_000_000L})
  void a_written_duration_is_read_again(long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertEquals(duration, Durations.parse(Durations.format(duration)));
  }
}
