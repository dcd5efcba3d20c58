package io.smoothie.cli.log;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.trace.SpanAttribute;
import io.temporal.internal.logging.LoggerTag;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes each event as a JSON object in a line of its own: {@code level}, {@code threadName},
 * {@code loggerName}, {@code formattedMessage}, {@code throwable} if one was thrown, {@code time},
 * and the {@code order} and the {@code robot} that it is about. These two are taken from the
 * event's arguments, whose types say which they are, or from the workflow or activity that logs; of
 * a traced order, {@code trace_id}, and {@code span_id} where the line is of a span under way.
 */
final class JsonLines extends JsonEncoder {
  JsonLines() {
    setWithFormattedMessage(true);
    setWithMessage(false);
    setWithArguments(false);
    setWithTimestamp(false);
    setWithNanoseconds(false);
    setWithSequenceNumber(false);
    setWithContext(false);
    setWithMDC(false);
  }

  @Override
  protected void appendCustomFields(StringBuilder line, ILoggingEvent event) {
    // None of these values has a character that JSON would have escaped.
    append(line, "time", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
    argument(event, OrderId.class)
        .or(() -> OrderId.ofTaskToken(workflowId(event)))
        .ifPresent(order -> append(line, "order", order.value()));
    argument(event, RobotName.class).ifPresent(robot -> append(line, "robot", robot.value()));
    for (String trace : List.of(SpanAttribute.LOG_TRACE, SpanAttribute.LOG_SPAN)) {
      Optional.ofNullable(event.getMDCPropertyMap().get(trace))
          .ifPresent(id -> append(line, trace, id));
    }
  }

  private void append(StringBuilder line, String name, String value) {
    line.append(VALUE_SEPARATOR);
    appenderMember(line, name, value);
  }

  private static String workflowId(ILoggingEvent event) {
    return Objects.requireNonNullElse(event.getMDCPropertyMap().get(LoggerTag.WORKFLOW_ID), "");
  }

  private static <T> Optional<T> argument(ILoggingEvent event, Class<T> type) {
    @Nullable Object @Nullable [] arguments = event.getArgumentArray();
    return arguments == null
        ? Optional.empty()
        : Arrays.stream(arguments).filter(type::isInstance).map(type::cast).findFirst();
  }
}
