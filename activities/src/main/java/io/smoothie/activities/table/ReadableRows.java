package io.smoothie.activities.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jdbi.v3.core.statement.Query;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads rows one by one and leaves out rows with values that no version of smoothie writes: one
 * such row must not stop everything that stands behind it. Each is logged, once in an hour.
 */
final class ReadableRows {
  private static final Logger log = LoggerFactory.getLogger(ReadableRows.class);
  private static final long PAUSE_NANOS = Duration.ofHours(1).toNanos();
  private static final int MOST_REMEMBERED = 100;
  private static final Map<String, Long> LOGGED = new ConcurrentHashMap<>();

  private ReadableRows() {}

  /** How one row is read. */
  interface Reader<T> {
    T read(ResultSet result) throws SQLException;
  }

  /** Every row that can be read. */
  static <T> List<T> all(Query query, Reader<T> reader) {
    return all(query, reader, ReadableRows::leftOut);
  }

  /**
   * @param unreadable takes the sentence about each row that cannot be read
   */
  static <T> List<T> all(Query query, Reader<T> reader, Consumer<String> unreadable) {
    List<T> rows = new ArrayList<>();
    var unused =
        query
            .map(
                (result, context) -> {
                  try {
                    rows.add(reader.read(result));
                  } catch (BadRowException e) {
                    unreadable.accept(String.valueOf(e.getMessage()));
                  }
                  return true;
                })
            .list();
    return rows;
  }

  /**
   * The first {@code most} rows that can be read; takes one statement unless there is a row that
   * cannot.
   *
   * @param limited the query, with that LIMIT
   */
  static <T> List<T> first(int most, IntFunction<Query> limited, Reader<T> reader) {
    int unreadable = 0;
    while (true) {
      List<String> sentences = new ArrayList<>();
      int limit = (int) Math.min(Integer.MAX_VALUE, (long) most + unreadable);
      List<T> rows = all(limited.apply(limit), reader, sentences::add);
      if (sentences.size() <= unreadable) {
        sentences.forEach(ReadableRows::leftOut);
        return rows;
      }
      unreadable = sentences.size();
    }
  }

  /** Says that a row is left out, unless that has been said lately. */
  static void leftOut(String sentence) {
    long now = System.nanoTime();
    Long last = LOGGED.get(sentence);
    if (last != null && now - last < PAUSE_NANOS) {
      return;
    }
    if (LOGGED.size() >= MOST_REMEMBERED) {
      LOGGED.clear();
    }
    LOGGED.put(sentence, now);
    log.warn("A row is left out: {}", sentence);
  }
}
