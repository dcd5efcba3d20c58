package io.smoothie.cli.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What processor time each process has used. */
final class ProcessorTimes {
  private final Map<String, ProcessHandle> processes = new LinkedHashMap<>();

  /** One whose time the system does not tell is left out. */
  void watch(String name, ProcessHandle process) {
    processes.put(name, process);
  }

  /** Of each, since it began. */
  Map<String, Duration> now() {
    Map<String, Duration> times = new LinkedHashMap<>();
    processes.forEach(
        (name, process) ->
            process.info().totalCpuDuration().ifPresent(time -> times.put(name, time)));
    return times;
  }

  /** Of each, between two moments. */
  static Map<String, Duration> between(Map<String, Duration> from, Map<String, Duration> to) {
    Map<String, Duration> between = new LinkedHashMap<>();
    from.forEach(
        (name, before) -> {
          Duration after = to.get(name);
          if (after != null) {
            between.put(name, after.minus(before));
          }
        });
    return between;
  }
}
