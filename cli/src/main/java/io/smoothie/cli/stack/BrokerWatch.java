package io.smoothie.cli.stack;

import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import io.smoothie.workflow.wire.Topics;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sees every message inside the broker but what a gateway says to itself; not by a subscription,
 * which would count as a robot that is subscribed to its orders.
 *
 * <p>Each message is seen once, as it comes in; a will, which the broker itself publishes, as the
 * broker loses its client.
 */
final class BrokerWatch implements ExtensionMain {
  private final Consumer<WatchedMessage> watcher;
  private final @Nullable RobotAccess access;

  /**
   * @param watcher called on the broker's threads; must not block
   * @param access begun with it, since an embedded broker takes one extension only; null: none
   */
  BrokerWatch(Consumer<WatchedMessage> watcher, @Nullable RobotAccess access) {
    this.watcher = watcher;
    this.access = access;
  }

  @Override
  public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
    if (access != null) {
      access.register();
    }
    Services.initializerRegistry()
        .setClientInitializer(
            (initializer, client) ->
                client.addPublishInboundInterceptor(
                    (in, out) -> {
                      if (!Topics.isProbe(in.getPublishPacket().getTopic())) {
                        watcher.accept(seen(in.getPublishPacket()));
                      }
                    }));
    Services.eventRegistry().setClientLifecycleEventListener(client -> new WillWatch(this::will));
  }

  @Override
  public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}

  private void will(PublishPacket will) {
    watcher.accept(seen(will));
  }

  private static WatchedMessage seen(PublishPacket packet) {
    byte[] payload =
        packet
            .getPayload()
            .map(
                buffer -> {
                  ByteBuffer copy = buffer.duplicate();
                  byte[] bytes = new byte[copy.remaining()];
                  copy.get(bytes);
                  return bytes;
                })
            .orElseGet(() -> new byte[0]);
    return WatchedMessage.of(packet.getTopic(), payload, packet.getRetain());
  }
}
