package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.Stage;
import io.smoothie.workflow.Text;
import java.lang.reflect.Type;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.SqlStatements;

/**
 * How the project's own types stand in columns: names, IDs and outcomes as text, and times as epoch
 * milliseconds. A database is input, too, and may hold anything: a value that its type refuses is a
 * {@link BadRowException}, which names the row's table and column.
 */
final class Mapping {
  private static final Set<Type> RECORDS =
      Set.of(
          Attempt.class,
          AttemptTally.class,
          ClaimTransaction.ThereIs.class,
          DeadLetter.class,
          Estimates.Candidate.class,
          Estimates.Served.class,
          Gateway.class,
          KeptEnding.class,
          MakeTimes.Make.class,
          Offers.Next.class,
          OldAttempts.OldAttempt.class,
          OrderState.class,
          Overview.Minute.class,
          Overview.RobotCount.class,
          PresenceRows.Word.class,
          QueueEntry.class,
          QueueLength.class,
          Robot.class,
          RobotRows.Try.class,
          Silences.Silent.class,
          Waiter.class,
          WakeUpCall.class);

  private Mapping() {}

  static Jdbi register(Jdbi jdbi) {
    text(jdbi, OrderId.class, OrderId::value, OrderId::new);
    text(jdbi, RobotName.class, RobotName::value, RobotName::new);
    text(jdbi, Skills.class, Skills::text, Skills::ofText);
    text(jdbi, AttemptOutcome.class, AttemptOutcome::word, AttemptOutcome::ofWord);
    text(jdbi, OrderOutcome.class, OrderOutcome::word, OrderOutcome::ofWord);
    text(jdbi, Stage.class, Stage::title, Stage::ofTitle);
    text(jdbi, OrderRequest.class, RequestText::write, RequestText::read);
    jdbi.registerArgument(
        argument(
            Instant.class,
            time ->
                (position, statement, context) ->
                    statement.setLong(position, time.toEpochMilli())));
    jdbi.registerColumnMapper(
        Instant.class,
        (result, column, context) -> {
          long millis = result.getLong(column);
          return result.wasNull() ? null : Instant.ofEpochMilli(millis);
        });
    jdbi.registerColumnMapper(
        Duration.class,
        (result, column, context) -> {
          long millis = result.getLong(column);
          return result.wasNull() ? null : Duration.ofMillis(millis);
        });
    jdbi.registerRowMapper(Mapping::ofRecord);
    jdbi.getConfig(SqlStatements.class).setTemplateEngine(new ListTemplates());
    return jdbi;
  }

  /** Looked at when it is asked for: a command reads two or three of these types. */
  private static Optional<RowMapper<?>> ofRecord(Type type, ConfigRegistry config) {
    return RECORDS.contains(type)
        ? ConstructorMapper.factory((Class<?>) type).build(type, config)
        : Optional.empty();
  }

  private static <T> void text(
      Jdbi jdbi, Class<T> type, Function<T, String> write, Function<String, T> read) {
    jdbi.registerArgument(
        argument(
            type,
            value ->
                (position, statement, context) ->
                    statement.setString(position, write.apply(value))));
    jdbi.registerColumnMapper(
        type,
        (result, column, context) -> {
          String text = result.getString(column);
          try {
            return text == null ? null : read.apply(text);
          } catch (IllegalArgumentException e) {
            throw badRow(result.getMetaData(), column, text, e);
          }
        });
  }

  /** A preparable one: JDBI asks those first, and has one of its own for times. */
  private static <T> ArgumentFactory.Preparable argument(
      Class<T> wanted, Function<T, Argument> argument) {
    return (type, config) ->
        type == wanted
            ? Optional.of(value -> argument.apply(wanted.cast(value)))
            : Optional.empty();
  }

  private static BadRowException badRow(
      ResultSetMetaData row, int column, String text, IllegalArgumentException cause)
      throws SQLException {
    return new BadRowException(
        "table %s has a row whose %s is \"%s\" (%s): correct or delete that row"
            .formatted(
                row.getTableName(column),
                row.getColumnName(column),
                Text.forOneLine(text, 120),
                Text.forOneLine(String.valueOf(cause.getMessage()), 200)),
        cause);
  }
}
