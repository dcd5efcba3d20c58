package io.smoothie.cli.config;

import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
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
      names = "--temporal-address",
      paramLabel = "HOST:PORT",
      description = "Temporal's frontend (TEMPORAL_ADDRESS, temporal.toml; else 127.0.0.1:7233).")
  private @Nullable String address;

  @Option(
      names = "--temporal-namespace",
      paramLabel = "NAME",
      description = "Its namespace (TEMPORAL_NAMESPACE, temporal.toml; else default).")
  private @Nullable String namespace;

  @Option(
      names = "--temporal-profile",
      paramLabel = "NAME",
      description = "The profile of temporal.toml to use (TEMPORAL_PROFILE).")
  private @Nullable String profile;

  /** For a command that somebody waits for: Temporal answers within 10 s, or a sentence does. */
  public TemporalConnection connect() {
    return TemporalConnection.connect(settings());
  }

  /** For a process that stays: connects when first used. */
  public TemporalConnection lazy() {
    return TemporalConnection.lazy(settings());
  }

  public TemporalSettings settings() {
    Surroundings surroundings = Surroundings.of(spec);
    Optional<RunningUp> up = runningUp(surroundings);
    if (up.isEmpty()) {
      return new TemporalSettings(address, namespace, profile);
    }
    TemporalSettings its = up.get().temporal();
    return Optional.ofNullable(namespace)
        // A server of up's own was started whatever the environment says of Temporal.
        .or(() -> surroundings.variable("TEMPORAL_NAMESPACE").filter(named -> !its.exact()))
        .map(named -> new TemporalSettings(its.address(), named, null, its.exact()))
        .orElse(its);
  }

  /** The {@code up} to use: only when nobody named a server, by address or by profile. */
  private Optional<RunningUp> runningUp(Surroundings surroundings) {
    boolean named =
        address != null
            || profile != null
            || surroundings.variable("TEMPORAL_ADDRESS").isPresent()
            || surroundings.variable("TEMPORAL_PROFILE").isPresent();
    return named ? Optional.empty() : surroundings.runningUp();
  }
}
