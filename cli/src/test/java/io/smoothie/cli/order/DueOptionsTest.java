package io.smoothie.cli.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What --in and --at mean, for a person in Berlin. */
class DueOptionsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.250Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static @Nullable Instant due(String... options) {
    return CommandLine.populateCommand(new DueOptions(), options).due(NOW, BERLIN);
  }

  @Test
  void an_order_without_them_is_due_at_once() {
    assertNull(due());
  }

  @ParameterizedTest
  @CsvSource({
    "--in=30m, 2026-03-01T10:30:01Z",
    "--in=1ms, 2026-03-01T10:00:01Z",
    "--at=2026-03-02T08:00, 2026-03-02T07:00:00Z",
    "--at=2026-07-02T08:00:30, 2026-07-02T06:00:30Z",
    "--at=2026-03-02t08:00z, 2026-03-02T08:00:00Z",
    "--at=2026-03-02T08:00+05:30, 2026-03-02T02:30:00Z",
    "--at=2026-03-02T08:00[America/New_York], 2026-03-02T13:00:00Z",
    "--at=2026-03-02T08:00-05:00[America/New_York], 2026-03-02T13:00:00Z",
    "--at=2026-03-29T02:30+01:00, 2026-03-29T01:30:00Z",
  })
  void a_time_is_in_the_local_zone_unless_it_has_another_and_whole_seconds(
      String option, String due) {
    assertEquals(Instant.parse(due), due(option));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-29T02:30, comes never in Europe/Berlin",
    "2026-10-25T02:30, comes twice in Europe/Berlin",
    "2026-03-29T02:30[Europe/Paris], comes never in Europe/Paris",
    "2026-10-25T02:30[Europe/Paris], comes twice in Europe/Paris",
  })
  void a_time_that_the_clocks_skip_or_repeat_needs_an_offset(String time, String words) {
    String said =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> due("--at=" + time)).getMessage());

    assertTrue(said.contains(words), said);
    assertTrue(said.contains("such as " + time.replaceFirst("\\[.*", "") + "+0"), said);
  }
}
