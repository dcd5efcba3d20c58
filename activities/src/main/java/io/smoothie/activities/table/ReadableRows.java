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
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
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

  /** Every row that can be read. */
  static <T> List<T> all(Query query, Class<T> type) {
    return all(query, type, ReadableRows::leftOut);
  }

  /**
   * @param unreadable takes the sentence about each row that cannot be read
   */
  static <T> List<T> all(Query query, Class<T> type, Consumer<String> unreadable) {
    List<T> rows = new ArrayList<>();
    var unused = query.map(new Tolerant<>(type, rows, unreadable)).list();
    return rows;
  }

  /**
   * The first {@code most} rows that can be read; takes one statement unless there is a row that
   * cannot.
   *
   * @param limited the query, with that LIMIT
   */
  static <T> List<T> first(int most, IntFunction<Query> limited, Class<T> type) {
    int unreadable = 0;
    while (true) {
      List<String> sentences = new ArrayList<>();
      int limit = (int) Math.min(Integer.MAX_VALUE, (long) most + unreadable);
      List<T> rows = all(limited.apply(limit), type, sentences::add);
      if (sentences.size() <= unreadable) {
        sentences.forEach(ReadableRows::leftOut);
        return rows;
      }
      unreadable = sentences.size();
    }
  }

  /** Maps each row on its own; only a row's value is at fault, so the next one can be read. */
  private record Tolerant<T>(Class<T> type, List<T> rows, Consumer<String> unreadable)
      implements RowMapper<Boolean> {
    @Override
    public Boolean map(ResultSet result, StatementContext context) throws SQLException {
      return specialize(result, context).map(result, context);
    }

    /** Looks the columns up once for all rows. */
    @Override
    public RowMapper<Boolean> specialize(ResultSet first, StatementContext statement)
        throws SQLException {
      RowMapper<T> mapper =
          statement.findMapperFor(type).orElseThrow().specialize(first, statement);
      return (result, context) -> {
        try {
          return rows.add(mapper.map(result, context));
        } catch (BadRowException e) {
          unreadable.accept(String.valueOf(e.getMessage()));
          return false;
        }
      };
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
