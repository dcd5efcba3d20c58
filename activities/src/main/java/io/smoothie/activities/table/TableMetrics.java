package io.smoothie.activities.table;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * What the table measures of its database, once it is asked to: statements, how long writers wait
 * for each other, and the pool of connections. Thread-safe.
 */
final class TableMetrics {
  private volatile @Nullable Timer lockWait;

  void measure(Jdbi jdbi, HikariDataSource pool, MeterRegistry registry) {
    lockWait =
        Timer.builder("smoothie.table.lock.wait")
            .description(
                "From asking for a write transaction to being alone in writing: other threads'"
                    + " turns, a connection, other processes.")
            .publishPercentileHistogram()
            .register(registry);
    jdbi.setSqlLogger(new Statements(registry));
    pool.setMetricRegistry(registry);
  }

  /**
   * A writer is alone in writing.
   *
   * @param asked when it asked for that, by {@link System#nanoTime}
   */
  void waitedSince(long asked) {
    Timer timer = lockWait;
    if (timer != null) {
      timer.record(Duration.ofNanos(System.nanoTime() - asked));
    }
  }

  private static final class Statements implements SqlLogger {
    private final Timer done;
    private final Timer failed;

    Statements(MeterRegistry registry) {
      done = timer("done").register(registry);
      failed = timer("failed").register(registry);
    }

    private static Timer.Builder timer(String result) {
      return Timer.builder("smoothie.table.statement")
          .description("Statements, but those that begin and end transactions.")
          .tag("result", result)
          .publishPercentileHistogram();
    }

    @Override
    public void logAfterExecution(StatementContext context) {
      done.record(elapsed(context));
    }

    @Override
    public void logException(StatementContext context, SQLException e) {
      failed.record(elapsed(context));
    }

    private static Duration elapsed(StatementContext context) {
      return Duration.ofNanos(context.getElapsedTime(ChronoUnit.NANOS));
    }
  }
}
