package io.smoothie.cli.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The running {@code up} as one set of settings: its Temporal, broker, table and task queue are
 * used together, or not at all. Otherwise orders of one Temporal and robots of another would be
 * mixed, and a repair would take the robots from their orders.
 */
final class UpInUse {
  static final String ADDRESS = "--temporal-address";
  static final String PROFILE = "--temporal-profile";

  private UpInUse() {}

  /**
   * The running {@code up}; empty when the command line or the environment names another Temporal.
   */
  static Optional<RunningUp> of(CommandSpec command) {
    return Surroundings.of(command).runningUp().filter(up -> !namesAnother(command, up));
  }

  private static boolean namesAnother(CommandSpec command, RunningUp up) {
    Surroundings surroundings = Surroundings.of(command);
    String address = option(command, ADDRESS);
    String profile = option(command, PROFILE);
    if (address == null && profile == null) {
      address = surroundings.variable("TEMPORAL_ADDRESS").orElse(null);
      profile = surroundings.variable("TEMPORAL_PROFILE").orElse(null);
    }
    return address == null ? profile != null : !isSame(address, up.temporalAddress());
  }

  private static boolean isSame(String address, String other) {
    return numbered(address).equalsIgnoreCase(numbered(other));
  }

  private static String numbered(String address) {
    return address.replaceFirst("(?i)^localhost:", "127.0.0.1:");
  }

  private static @Nullable String option(CommandSpec command, String name) {
    OptionSpec option = command.findOption(name);
    return option == null ? null : option.getValue();
  }
}
