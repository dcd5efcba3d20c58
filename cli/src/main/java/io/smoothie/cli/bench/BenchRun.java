package io.smoothie.cli.bench;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of the bench. Everything of its own has its name, which tells later runs whether it is
 * over.
 *
 * @param host a number made of its machine's name
 * @param pid its process
 * @param started when that process started, in epoch seconds: the system gives process IDs again
 */
record BenchRun(String host, long pid, long started) {
  /** What every run's name begins with. */
  static final String PREFIX = "smoothie-bench-";

  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9a-f]{8})-(\\d+)-(\\d+)");

  static BenchRun ofThisProcess() {
    ProcessHandle process = ProcessHandle.current();
    return new BenchRun(thisHost(), process.pid(), startOf(process));
  }

  /** The run of this name; empty when the name is none of a run's. */
  static Optional<BenchRun> named(String name) {
    Matcher parts = NAME.matcher(name);
    try {
      return parts.matches()
          ? Optional.of(
              new BenchRun(
                  parts.group(1), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Lower-case letters, digits and hyphens: Temporal, MQTT and databases take it. */
  String name() {
    return "%s%s-%d-%d".formatted(PREFIX, host, pid, started);
  }

  /** Whether it runs, or ran, on this machine. */
  boolean isHere() {
    return host.equals(thisHost());
  }

  /** Whether it ran on this machine and its process is gone. */
  boolean isOver() {
    return isHere()
        && ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .filter(process -> startOf(process) == started)
            .isEmpty();
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH).getEpochSecond();
  }

  private static String thisHost() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "localhost";
    }
    return "%08x".formatted(host.hashCode());
  }
}
