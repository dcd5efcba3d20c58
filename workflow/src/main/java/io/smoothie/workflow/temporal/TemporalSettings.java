package io.smoothie.workflow.temporal;

import org.jspecify.annotations.Nullable;

/**
 * Where Temporal is. What is null is left to Temporal's own environment configuration ({@code
 * TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, {@code temporal.toml}, TLS, API key), and then to
 * its defaults.
 *
 * @param address host and port of the frontend
 * @param namespace the namespace
 * @param profile the profile of {@code temporal.toml}
 */
public record TemporalSettings(
    @Nullable String address, @Nullable String namespace, @Nullable String profile) {

  /** Leaves everything to Temporal's environment configuration. */
  public static TemporalSettings fromEnvironment() {
    return new TemporalSettings(null, null, null);
  }

  /** Exactly this server and its default namespace; the environment is still asked for TLS. */
  public static TemporalSettings of(String address) {
    return new TemporalSettings(address, null, null);
  }
}
