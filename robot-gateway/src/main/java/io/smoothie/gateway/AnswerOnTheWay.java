package io.smoothie.gateway;

import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.opentelemetry.api.trace.SpanKind;
import io.smoothie.activities.mqtt.TraceProperty;
import io.smoothie.workflow.trace.OpenSpan;
import io.smoothie.workflow.trace.TraceParent;
import io.smoothie.workflow.trace.Tracing;
import io.smoothie.workflow.wire.RobotMessage;
import java.util.Optional;

/**
 * One answer from its arrival to its being recorded, however often it has to be tried: what is
 * timed of it, and its span where the robot continues its order's trace.
 */
final class AnswerOnTheWay implements Inbox.Handler {
  private final AnswerHandler answers;
  private final PendingAnswers pending;
  private final GatewayMetrics metrics;
  private final long arrived = System.nanoTime();
  private final OpenSpan span;

  AnswerOnTheWay(
      Mqtt5Publish message, AnswerHandler answers, PendingAnswers pending, GatewayMetrics metrics) {
    this.answers = answers;
    this.pending = pending;
    this.metrics = metrics;
    span = Tracing.resume("take answer", SpanKind.CONSUMER, trace(message));
  }

  @Override
  public void handle(String topic, byte[] payload, byte[] correlation, boolean retained) {
    span.inside(
        () -> {
          answers.handle(topic, payload, correlation, retained);
          return true;
        });
    pending.remove(this);
    metrics.recordedSince(arrived);
    span.close();
  }

  /** By {@link System#nanoTime}. */
  long arrived() {
    return arrived;
  }

  /** A robot that speaks MQTT 3.1.1 names it in the payload. */
  private static Optional<TraceParent> trace(Mqtt5Publish message) {
    return Tracing.isOn()
        ? TraceProperty.read(message).or(() -> RobotMessage.trace(Inbox.payload(message)))
        : Optional.empty();
  }
}
