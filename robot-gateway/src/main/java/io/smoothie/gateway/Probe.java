package io.smoothie.gateway;

import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.workflow.wire.Topics;
import java.util.List;

/**
 * What a gateway says to itself, through a subscription on which it hears robots.
 *
 * @param topic as the wire has it
 * @param filters that the broker's access rules have to let this gateway read
 * @param deafness what it does not hear when this does not come back, and what follows from that
 * @param mayBeLost whether the subscription is of QoS 0, so that one that does not come back says
 *     little
 */
record Probe(String topic, List<String> filters, String deafness, boolean mayBeLost) {
  static Probe ofAnswers(GatewaySettings settings) {
    MqttSettings broker = settings.mqtt();
    return new Probe(
        broker.topic(Topics.probe(settings.clientId())),
        List.of(broker.topic(Topics.SUCCESS_FILTER), broker.topic(Topics.FAILURE_FILTER)),
        "Gateway %s hears nothing, and no robot is told or called BROKEN until a gateway hears"
            .formatted(settings.clientId()),
        false);
  }

  static Probe ofProgress(GatewaySettings settings) {
    MqttSettings broker = settings.mqtt();
    return new Probe(
        broker.topic(Topics.progressProbe(settings.statusClientId())),
        List.of(broker.topic(Topics.PROGRESS_FILTER)),
        "Gateway %s does not hear how far robots are, and no heartbeat is missed until a gateway does"
            .formatted(settings.clientId()),
        true);
  }

  /** The access rules that it needs, as Mosquitto writes them. */
  String rules() {
    return "topic read %s, topic write %s".formatted(String.join(", topic read ", filters), topic);
  }
}
