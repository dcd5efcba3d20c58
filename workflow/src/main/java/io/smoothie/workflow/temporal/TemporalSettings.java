package io.smoothie.workflow.temporal;

import org.jspecify.annotations.Nullable;

/**
 * Where Temporal is. A field that is null is left to Temporal's own environment configuration
 * ({@code TEMPORAL_ADDRESS}, {@code TEMPORAL_NAMESPACE}, {@code temporal.toml}, TLS, API key), and
 * then to its defaults.
 *
 * @param address host and port of the frontend
 * @param namespace the namespace
 * @param profile the profile of {@code temporal.toml}
 * @param exact whether the environment configuration is not asked at all: no TLS, no API key
 */
public record TemporalSettings(
    @Nullable String address, @Nullable String namespace, @Nullable String profile, boolean exact) {

  public TemporalSettings(
      @Nullable String address, @Nullable String namespace, @Nullable String profile) {
    this(address, namespace, profile, false);
  }

  /** Exactly this one, in plain text, whatever the environment says: a server of our own. */
  public static TemporalSettings exactly(String address, String namespace) {
    return new TemporalSettings(address, namespace, null, true);
  }

  /** The same server, another of its namespaces. */
  public TemporalSettings in(String otherNamespace) {
    return new TemporalSettings(address, otherNamespace, profile, exact);
  }

  /** Leaves everything to Temporal's environment configuration. */
  public static TemporalSettings fromEnvironment() {
    return new TemporalSettings(null, null, null);
  }

  /** Exactly this server and its default namespace; the environment is still asked for TLS. */
  public static TemporalSettings of(String address) {
    return new TemporalSettings(address, null, null);
  }
}
