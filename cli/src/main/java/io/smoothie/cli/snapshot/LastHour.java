package io.smoothie.cli.snapshot;

import io.smoothie.activities.table.Overview;
import io.smoothie.cli.snapshot.Snapshot.Minute;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The last hour by minute. An hour of a busy shop is many rows: each minute is read until the one
 * after it is over, and remembered then.
 */
final class LastHour {
  private static final int MINUTES = 60;

  private final TreeMap<Long, Overview.Minute> known = new TreeMap<>();
  private long from = Long.MIN_VALUE;

  /** The minutes up to that of {@code now}, each of them, the oldest first. */
  List<Minute> read(Overview table, Instant now) {
    long last = minute(now);
    long first = last - MINUTES + 1;
    List<Overview.Minute> read =
        table.minutes(Instant.ofEpochSecond(Math.max(first, from) * MINUTES));
    // A minute may have lost attempts since, which were purged.
    known.tailMap(Math.max(first, from), true).clear();
    read.forEach(minute -> known.put(minute.minute(), minute));
    known.headMap(first).clear();
    from = last - 1;
    return LongStream.rangeClosed(first, last)
        .mapToObj(minute -> shown(minute, known.get(minute)))
        .toList();
  }

  private static long minute(Instant time) {
    return time.getEpochSecond() / MINUTES;
  }

  private static Minute shown(long minute, Overview.@Nullable Minute read) {
    Instant at = Instant.ofEpochSecond(minute * MINUTES);
    return read == null
        ? new Minute(at, 0, 0, null, null)
        : new Minute(
            at,
            read.made(),
            read.failed(),
            read.made() == 0 ? null : Duration.ofMillis(read.totalMillis() / read.made()),
            read.made() == 0 ? null : Duration.ofMillis(read.slowestMillis()));
  }
}
