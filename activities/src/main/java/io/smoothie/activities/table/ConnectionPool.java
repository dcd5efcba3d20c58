package io.smoothie.activities.table;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** The pool of a database's connections. */
final class ConnectionPool {
  private static final int CONNECTIONS = 8;

  /** How long a call waits for a connection, which it may begin to just before its deadline. */
  private static final Duration CONNECTION = Duration.ofSeconds(2);

  private ConnectionPool() {}

  /** One that is opened also while the database does not answer. */
  static HikariDataSource of(Dialect dialect) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("smoothie-table");
    config.setDataSource(dialect.dataSource());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(CONNECTION.toMillis());
    config.setValidationTimeout(CONNECTION.toMillis() / 2);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }
}
