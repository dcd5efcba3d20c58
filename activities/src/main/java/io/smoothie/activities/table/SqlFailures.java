package io.smoothie.activities.table;

import io.smoothie.workflow.Text;
import java.sql.SQLException;
import java.util.Objects;
import java.util.stream.Stream;

/** What the failure of a statement means, which is told by the exceptions of JDBC below it. */
final class SqlFailures {
  private final Dialect dialect;

  SqlFailures(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Whether the same work, done once more, is likely to succeed. */
  boolean isTransient(Exception failure) {
    return sqlCauses(failure).anyMatch(dialect::isTransient);
  }

  /** The failure in a sentence that names the database. */
  TableException toTableException(Exception failure) {
    if (failure instanceof BadRowException) {
      return new TableException(
          "The database %s cannot be used as it is: %s"
              .formatted(dialect.shown(), failure.getMessage()),
          failure);
    }
    return new TableException(
        sqlCauses(failure)
            .flatMap(cause -> dialect.sentence(cause).stream())
            .findFirst()
            .orElseGet(
                () ->
                    "The database %s refuses: %s"
                        .formatted(
                            dialect.shown(),
                            Text.forOneLine(String.valueOf(failure.getMessage()), 300))),
        failure);
  }

  private static Stream<SQLException> sqlCauses(Exception failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast);
  }
}
