package io.smoothie.cli.config;

import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: which Temporal. */
public final class TemporalOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = UpInUse.ADDRESS,
      paramLabel = "HOST:PORT",
      description =
          "Temporal's frontend (TEMPORAL_ADDRESS; else the running up's, else temporal.toml's or 127.0.0.1:7233).")
  private @Nullable String address;

  @Option(
      names = "--temporal-namespace",
      paramLabel = "NAME",
      description = "Its namespace (TEMPORAL_NAMESPACE, temporal.toml; else default).")
  private @Nullable String namespace;

  @Option(
      names = UpInUse.PROFILE,
      paramLabel = "NAME",
      description = "The profile of temporal.toml to use (TEMPORAL_PROFILE).")
  private @Nullable String profile;

  /**
   * For a command that a person waits for: a call that Temporal does not answer within 20 s fails
   * with a sentence.
   */
  public TemporalConnection connect() {
    return TemporalConnection.connect(settings());
  }

  /**
   * For a process that stays: fails now when Temporal cannot be used, as {@link #connect} does;
   * from then on, calls are retried as by {@link TemporalConnection#lazy}.
   */
  public TemporalConnection connectToStay() {
    connect().close();
    return TemporalConnection.lazy(settings());
  }

  /** As {@link #connectToStay}, for a process that retries its calls itself. */
  public TemporalConnection connectToRetry() {
    connect().close();
    return TemporalConnection.impatient(settings());
  }

  /** What was asked for. */
  public TemporalSettings settings() {
    Optional<RunningUp> up = UpInUse.of(spec);
    if (up.isEmpty()) {
      return new TemporalSettings(address, namespace, profile);
    }
    TemporalSettings its = up.get().temporal();
    if (its.exact()) {
      // up runs this server itself: the environment's Temporal configuration is for another.
      return TemporalSettings.exactly(
          up.get().temporalAddress(),
          Objects.requireNonNullElse(namespace, up.get().temporalNamespace()));
    }
    String named =
        Optional.ofNullable(namespace)
            .or(() -> Surroundings.of(spec).variable("TEMPORAL_NAMESPACE"))
            .orElse(its.namespace());
    return new TemporalSettings(its.address(), named, profile);
  }
}
