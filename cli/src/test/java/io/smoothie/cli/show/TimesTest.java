package io.smoothie.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  @ParameterizedTest
  @CsvSource({
    "PT-1S, 0s",
    "PT0S, 0s",
    "PT0.012S, 12ms",
    "PT1S, 1.0s",
    "PT3.29S, 3.2s",
    "PT10.9S, 10s",
    "PT90S, 1m30s",
    "PT1H0M59S, 1h",
    "PT50H1M, 2d2h1m",
  })
  void lengths_are_as_short_as_is_useful(String iso, String shown) {
    assertEquals(shown, Times.length(Duration.parse(iso)));
  }

  @Test
  void a_time_that_is_far_has_its_day() {
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    assertEquals("12:00:00 UTC", Times.near(noon, noon.plusSeconds(60)));
    assertEquals("2026-11-22 12:00:00 UTC", Times.near(noon, noon.plusSeconds(86_400)));
  }

  @Test
  void ages_have_one_unit_and_a_cell_has_the_time_for_programs() {
    Instant now = Instant.parse("2026-11-22T12:00:00.5Z");
    assertEquals("0s ago", Times.age(now, now));
    assertEquals("119s ago", Times.age(now.minusSeconds(119), now));
    assertEquals("2m ago", Times.age(now.minusSeconds(120), now));
    assertEquals("119m ago", Times.age(now.minusSeconds(2 * 3600 - 1), now));
    assertEquals("47h ago", Times.age(now.minusSeconds(48 * 3600 - 1), now));
    assertEquals("in 30d", Times.age(now.plusSeconds(30 * 86_400), now));
    assertEquals("2026-11-22T12:00:00Z", Times.cell(now, now).text());
    assertEquals("0s ago", Times.cell(now, now).live());
  }
}
