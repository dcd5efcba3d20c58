package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.smoothie.workflow.trace.TraceParent;
import java.util.Optional;

/** A message's trace, as MQTT 5's user property {@code traceparent}. */
public final class TraceProperty {
  private TraceProperty() {}

  /** The properties of a message: none at all where there is no trace. */
  public static Mqtt5UserProperties of(Optional<TraceParent> trace) {
    return Mqtt5UserProperties.of(
        trace.map(parent -> Mqtt5UserProperty.of(TraceParent.NAME, parent.value())).stream()
            .toList());
  }

  /** The first that can be one; empty where the sender has sent none. */
  public static Optional<TraceParent> read(Mqtt5Publish message) {
    return message.getUserProperties().asList().stream()
        .filter(property -> property.getName().toString().equals(TraceParent.NAME))
        .flatMap(property -> TraceParent.parse(property.getValue().toString()).stream())
        .findFirst();
  }
}
