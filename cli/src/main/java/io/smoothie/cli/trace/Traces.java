package io.smoothie.cli.trace;

import io.smoothie.cli.config.Surroundings;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tracing of this process, which is off unless OpenTelemetry's own variables say where spans
 * go: no class of its SDK is loaded then.
 */
public final class Traces implements AutoCloseable {
  private final @Nullable OtlpSdk sdk;

  private Traces(@Nullable OtlpSdk sdk) {
    this.sdk = sdk;
  }

  /**
   * Those of a process that stays, which has 5 seconds at its end to send what it has left. To be
   * opened before connections are made, and closed after them.
   *
   * @param service what this process is called in traces, unless the variables give it a name
   * @throws IllegalArgumentException when the variables cannot be used; says why
   */
  public static Traces ofProcess(Surroundings surroundings, String service) {
    return open(surroundings, service, Duration.ofSeconds(5));
  }

  /** As {@link #ofProcess}, of a command that a person waits for: it has a second. */
  public static Traces ofCommand(Surroundings surroundings) {
    return open(surroundings, "smoothie", Duration.ofSeconds(1));
  }

  private static Traces open(Surroundings surroundings, String service, Duration atEnd) {
    return new Traces(
        isWanted(surroundings) ? OtlpSdk.start(surroundings.environment(), service, atEnd) : null);
  }

  private static boolean isWanted(Surroundings surroundings) {
    if (surroundings.variable("OTEL_SDK_DISABLED").filter("true"::equalsIgnoreCase).isPresent()) {
      return false;
    }
    Optional<String> exporter = surroundings.variable("OTEL_TRACES_EXPORTER");
    return exporter.isPresent()
        ? !exporter.get().strip().equalsIgnoreCase("none")
        : Stream.of(OtlpSdk.TRACES_ENDPOINT, OtlpSdk.ENDPOINT)
            .anyMatch(variable -> surroundings.variable(variable).isPresent());
  }

  /** Sends what spans are left. */
  @Override
  public void close() {
    if (sdk != null) {
      sdk.close();
    }
  }
}
