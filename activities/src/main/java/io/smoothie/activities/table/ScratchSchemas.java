package io.smoothie.activities.table;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Schemas of the shop's PostgreSQL database, which its user has to be allowed to make. */
final class ScratchSchemas implements ScratchTables {
  private final TableSettings shop;
  private final Dialect dialect;

  ScratchSchemas(TableSettings shop, Dialect dialect) {
    this.shop = shop;
    this.dialect = dialect;
  }

  @Override
  public List<String> list(String prefix) {
    return with(
        statement -> {
          List<String> names = new ArrayList<>();
          try (ResultSet rows = statement.executeQuery("SELECT nspname FROM pg_namespace")) {
            while (rows.next()) {
              names.add(rows.getString(1).replace('_', '-'));
            }
          }
          return names.stream().filter(name -> name.startsWith(prefix)).sorted().toList();
        });
  }

  @Override
  public void make(String name) {
    var unused = with(statement -> statement.execute("CREATE SCHEMA " + schema(name)));
  }

  @Override
  public TableSettings settings(String name) {
    String url = shop.url().replaceAll("([?&])currentSchema=[^&]*&?", "$1");
    String separator = url.contains("?") ? url.matches(".*[?&]") ? "" : "&" : "?";
    return new TableSettings(
        url + separator + "currentSchema=" + schema(name),
        shop.user(),
        shop.password(),
        shop.environment());
  }

  @Override
  public void drop(String name) {
    var unused =
        with(
            statement ->
                statement.execute("DROP SCHEMA IF EXISTS %s CASCADE".formatted(schema(name))));
  }

  @Override
  public String shop() {
    return dialect.url();
  }

  @Override
  public String howToDrop(String name) {
    return "DROP SCHEMA %s CASCADE, in %s".formatted(schema(name), dialect.url());
  }

  /** A name that needs no quotes. */
  private static String schema(String name) {
    return name.replace('-', '_');
  }

  private interface Work<T> {
    T on(Statement statement) throws SQLException;
  }

  private <T> T with(Work<T> work) {
    try (Connection connection = dialect.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      return work.on(statement);
    } catch (SQLException e) {
      throw new SqlFailures(dialect).toTableException(e);
    }
  }
}
