package io.smoothie.activities.table;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which database has the table, and who asks it.
 *
 * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST:PORT/DATABASE}
 * @param user in place of the URL's, or null
 * @param password in place of the URL's, or null; never shown
 * @param environment the variables that PostgreSQL's own programs heed: {@code PGUSER} and {@code
 *     PGPASSWORD}, used where neither the URL nor the two parameters above say it. The driver finds
 *     the password file itself.
 */
public record TableSettings(
    String url, @Nullable String user, @Nullable String password, Map<String, String> environment) {
  public TableSettings {
    environment = Map.copyOf(environment);
  }

  /** Those of a URL that says everything. */
  public static TableSettings of(String url) {
    return new TableSettings(url, null, null, Map.of());
  }

  /**
   * The URL, without what may be secret.
   *
   * @throws TableException when it is of no database that can be used
   */
  public String shown() {
    return dialect().url();
  }

  /** Without what may be secret. */
  @Override
  public String toString() {
    return "TableSettings[user=%s]".formatted(user);
  }

  /**
   * @throws TableException when the URL is of no database that can be used
   */
  Dialect dialect() {
    if (url.startsWith(PostgresUrl.PREFIX)) {
      return new Postgres(PostgresUrl.parse(this));
    }
    if (url.startsWith(SqliteUrl.PREFIX)) {
      return new Sqlite(SqliteUrl.parse(url));
    }
    throw new TableException(
        "The database URL \"%s\" is not one this version can use: it takes jdbc:sqlite:FILE and jdbc:postgresql://HOST:PORT/DATABASE"
            .formatted(
                url.contains("@")
                    ? url.substring(0, url.indexOf(':') + 1) + "…"
                    : PostgresUrl.withoutParameters(url)));
  }
}
