package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One row, read into the project's own words. A database is input too: it may hold anything. */
record Row(String table, ResultSet result) {
  RobotName robot(String column) throws SQLException {
    return required(column, RobotName::new);
  }

  OrderId order(String column) throws SQLException {
    return required(column, OrderId::new);
  }

  @Nullable OrderId orderOrNull(String column) throws SQLException {
    return result.getString(column) == null ? null : order(column);
  }

  AttemptOutcome outcome(String column) throws SQLException {
    return required(column, AttemptOutcome::ofWord);
  }

  String text(String column) throws SQLException {
    return required(column, text -> text);
  }

  @Nullable String textOrNull(String column) throws SQLException {
    return result.getString(column);
  }

  int integer(String column) throws SQLException {
    return result.getInt(column);
  }

  long bigint(String column) throws SQLException {
    return result.getLong(column);
  }

  boolean flag(String column) throws SQLException {
    return result.getBoolean(column);
  }

  @Nullable Boolean flagOrNull(String column) throws SQLException {
    boolean flag = flag(column);
    return result.wasNull() ? null : flag;
  }

  Instant time(String column) throws SQLException {
    return Instant.ofEpochMilli(bigint(column));
  }

  @Nullable Instant timeOrNull(String column) throws SQLException {
    Instant time = time(column);
    return result.wasNull() ? null : time;
  }

  byte[] bytes(String column) throws SQLException {
    byte[] bytes = result.getBytes(column);
    return bytes == null ? new byte[0] : bytes;
  }

  private <T> T required(String column, Function<String, T> read) throws SQLException {
    String text = result.getString(column);
    try {
      if (text == null) {
        throw new IllegalArgumentException("nothing is there");
      }
      return read.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadRowException(
          "table %s has a row whose %s is \"%s\" (%s): correct or delete that row"
              .formatted(
                  table,
                  column,
                  Text.forOneLine(String.valueOf(text), 120),
                  Text.forOneLine(String.valueOf(e.getMessage()), 200)),
          e);
    }
  }
}
