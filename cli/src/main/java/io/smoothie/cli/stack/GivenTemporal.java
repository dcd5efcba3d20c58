package io.smoothie.cli.stack;

import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import java.util.Optional;

/**
 * The Temporal that {@code TEMPORAL_ADDRESS} names: another process runs it.
 *
 * @param address the address that results from the environment's configuration
 */
record GivenTemporal(String address) implements TemporalServer {
  /**
   * @throws io.smoothie.workflow.temporal.TemporalUnavailableException when it does not answer
   */
  static GivenTemporal ofEnvironment() {
    try (TemporalConnection connection =
        TemporalConnection.connect(TemporalSettings.fromEnvironment())) {
      return new GivenTemporal(connection.address());
    }
  }

  @Override
  public TemporalSettings settings() {
    return TemporalSettings.fromEnvironment();
  }

  @Override
  public Optional<String> ui() {
    return Optional.empty();
  }

  @Override
  public String kind() {
    return "the server TEMPORAL_ADDRESS names";
  }

  @Override
  public String explained() {
    return "its Web UI, and how long it keeps orders, are its own affair; --temporal dev-server or in-memory"
        + " takes one of ours";
  }

  @Override
  public void close() {}
}
