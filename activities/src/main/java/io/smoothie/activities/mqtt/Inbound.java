package io.smoothie.activities.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that a connection receives, and who takes them; see {@link
 * MqttConnection.Builder#receive}.
 */
record Inbound(
    Mqtt5Subscribe filters, Executor on, boolean manual, Consumer<Mqtt5Publish> messages) {
  private static final Logger log = LoggerFactory.getLogger(Inbound.class);
  private static final Duration SUBACK_TIMEOUT = Duration.ofSeconds(9);

  /**
   * Call this before the broker can send messages that a session has waiting: without a listener
   * the client would acknowledge them and throw them away.
   */
  void listen(Mqtt5AsyncClient client) {
    client.publishes(MqttGlobalPublishFilter.ALL, this::pass, this::executeIfTaken, manual);
  }

  /**
   * Fails when any of the filters is refused; the client itself fails only when all are refused.
   */
  CompletableFuture<Mqtt5SubAck> subscribe(Mqtt5AsyncClient client) {
    return client
        .subscribe(filters)
        .thenApply(Inbound::granted)
        .orTimeout(SUBACK_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Mqtt5SubAck granted(Mqtt5SubAck ack) {
    if (ack.getReasonCodes().stream().anyMatch(Mqtt5SubAckReasonCode::isError)) {
      throw new CompletionException(
          new Mqtt5SubAckException(ack, "SUBACK refuses a part of the subscription"));
    }
    return ack;
  }

  /**
   * Never throws: an exception would end the client's flow, and all later messages would be lost.
   */
  private void pass(Mqtt5Publish message) {
    try {
      messages.accept(message);
    } catch (Throwable e) {
      log.error("A message on {} was not handled", message.getTopic(), e);
    }
  }

  /** The client hands over work even after a disconnect, and logs at length if that is rejected. */
  private void executeIfTaken(Runnable work) {
    try {
      on.execute(work);
    } catch (RejectedExecutionException e) {
      log.debug("A message came after the end");
    }
  }
}
