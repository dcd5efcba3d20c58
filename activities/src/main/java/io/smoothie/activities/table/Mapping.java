package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;

/**
 * How the project's own types stand in columns: names, IDs and outcomes as text and times as epoch
 * milliseconds.
 */
final class Mapping {
  private Mapping() {}

  static Jdbi register(Jdbi jdbi) {
    return jdbi.registerArgument(text(OrderId.class, OrderId::value))
        .registerArgument(text(RobotName.class, RobotName::value))
        .registerArgument(text(AttemptOutcome.class, AttemptOutcome::word))
        .registerArgument(
            factory(
                Instant.class,
                time ->
                    (position, statement, context) ->
                        statement.setLong(position, time.toEpochMilli())));
  }

  private static <T> ArgumentFactory.Preparable text(Class<T> type, Function<T, String> text) {
    return factory(
        type,
        value ->
            (position, statement, context) -> statement.setString(position, text.apply(value)));
  }

  /** A preparable one: JDBI asks those first, and has one of its own for times. */
  private static <T> ArgumentFactory.Preparable factory(
      Class<T> wanted, Function<T, Argument> argument) {
    return (type, config) ->
        type == wanted
            ? Optional.of(value -> argument.apply(wanted.cast(value)))
            : Optional.empty();
  }
}
