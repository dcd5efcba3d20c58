package io.smoothie.gateway;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5SubscriptionBuilder;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.workflow.wire.Topics;

/** What the gateway's two clients subscribe to. */
final class Subscriptions {
  private Subscriptions() {}

  /** The retain flag is kept as the robot set it, so that it can be refused. */
  static Mqtt5Subscribe toAnswers(MqttSettings broker) {
    return Mqtt5Subscribe.builder()
        .addSubscription(answersTo(broker.topic(Topics.SUCCESS_FILTER)))
        .addSubscription(answersTo(broker.topic(Topics.FAILURE_FILTER)))
        .build();
  }

  private static Mqtt5Subscription answersTo(String filter) {
    return to(filter)
        .retainAsPublished(true)
        .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
        .build();
  }

  /**
   * Without retain-as-published, the flag shows which statuses the broker had kept until we came.
   * Progress that it has kept would feign life: it is not sent, and its flag is as the robot set
   * it, to be refused.
   */
  static Mqtt5Subscribe toStatusesAndProgress(MqttSettings broker) {
    return Mqtt5Subscribe.builder()
        .addSubscription(to(broker.topic(Topics.STATUS_FILTER)).build())
        .addSubscription(
            to(broker.topic(Topics.PROGRESS_FILTER))
                // Of QoS 1 it would stand behind statuses that wait for the table.
                .qos(MqttQos.AT_MOST_ONCE)
                .retainAsPublished(true)
                .retainHandling(Mqtt5RetainHandling.DO_NOT_SEND)
                .build())
        .build();
  }

  private static Mqtt5SubscriptionBuilder.Complete to(String filter) {
    return Mqtt5Subscription.builder().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE);
  }
}
