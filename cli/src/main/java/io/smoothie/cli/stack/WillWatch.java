package io.smoothie.cli.stack;

import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionLostInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ServerInitiatedDisconnectInput;
import com.hivemq.extension.sdk.api.packets.publish.PublishPacket;
import java.util.Optional;
import java.util.function.Consumer;

/** One client's will, as long as that client is connected. */
final class WillWatch implements ClientLifecycleEventListener {
  private final Consumer<PublishPacket> watcher;
  private volatile Optional<PublishPacket> will = Optional.empty();

  WillWatch(Consumer<PublishPacket> watcher) {
    this.watcher = watcher;
  }

  @Override
  public void onMqttConnectionStart(ConnectionStartInput input) {
    will = input.getConnectPacket().getWillPublish().map(PublishPacket.class::cast);
  }

  @Override
  public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {}

  @Override
  public void onConnectionLost(ConnectionLostInput input) {
    will.ifPresent(watcher);
  }

  @Override
  public void onServerInitiatedDisconnect(ServerInitiatedDisconnectInput input) {
    will.ifPresent(watcher);
  }

  /** A client that disconnects normally withdraws its will. */
  @Override
  public void onDisconnect(DisconnectEventInput input) {}
}
