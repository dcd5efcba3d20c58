package io.smoothie.workflow.temporal;

import io.grpc.ManagedChannelBuilder;
import io.grpc.internal.GrpcUtil;
import io.smoothie.workflow.failure.InnermostCause;
import io.smoothie.workflow.trace.TracedCalls;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * What our settings and Temporal's environment configuration say together.
 *
 * @param address host and port of the server
 */
record ClientConfiguration(
    String address, WorkflowServiceStubsOptions stubs, WorkflowClientOptions client) {

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException when it cannot be used
   */
  static ClientConfiguration of(TemporalSettings settings) {
    ClientConfigProfile profile = usable("environment", () -> profile(settings));
    WorkflowServiceStubsOptions configured =
        usable(
            "TLS or API key (TEMPORAL_TLS_…, TEMPORAL_API_KEY)",
            profile::toWorkflowServiceStubsOptions);
    // Null until the SDK fills in its own default, which comes too late for the resolver.
    String address =
        Objects.requireNonNullElse(
            configured.getTarget(), WorkflowServiceStubsOptions.DEFAULT_LOCAL_DOCKER_TARGET);
    // The profile's own, which sets the server's name (TEMPORAL_TLS_SERVER_NAME), must stay in use.
    Consumer<ManagedChannelBuilder<?>> ofProfile =
        Objects.requireNonNullElse(configured.getChannelInitializer(), channel -> {});
    WorkflowServiceStubsOptions stubs =
        WorkflowServiceStubsOptions.newBuilder(configured)
            .setTarget(HostNameResolver.target(address))
            .setChannelInitializer(
                ofProfile.andThen(
                    channel ->
                        channel.proxyDetector(
                            new DirectWhereNear(GrpcUtil.DEFAULT_PROXY_DETECTOR))))
            .build();
    return new ClientConfiguration(
        address,
        stubs,
        WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
            .setInterceptors(TracedCalls.ofClient())
            .build());
  }

  /**
   * Does what needs a part of the configuration to be right.
   *
   * @param what the part, in words
   */
  static <T> T usable(String what, Callable<T> use) {
    try {
      return use.call();
    } catch (Exception e) {
      throw new IllegalArgumentException(
          "Temporal's %s, or its profile in temporal.toml, cannot be used: %s."
              .formatted(what, InnermostCause.inWords(e).replaceFirst("\\.$", "")),
          e);
    }
  }

  private static ClientConfigProfile profile(TemporalSettings settings) throws IOException {
    LoadClientConfigProfileOptions.Builder load = LoadClientConfigProfileOptions.newBuilder();
    if (settings.profile() != null) {
      load.setConfigFileProfile(settings.profile());
    }
    ClientConfigProfile.Builder profile =
        settings.exact()
            ? ClientConfigProfile.newBuilder()
            : ClientConfigProfile.load(load.build()).toBuilder();
    if (settings.address() != null) {
      profile.setAddress(settings.address());
    }
    if (settings.namespace() != null) {
      profile.setNamespace(settings.namespace());
    }
    return profile.build();
  }
}
