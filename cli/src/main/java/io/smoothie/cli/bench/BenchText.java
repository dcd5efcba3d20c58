package io.smoothie.cli.bench;

import io.smoothie.cli.output.Columns;
import io.smoothie.cli.output.Columns.Cell;
import io.smoothie.cli.output.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A bench's result for people. */
final class BenchText {
  private final BenchResult result;
  private final Look look;

  BenchText(BenchResult result, Look look) {
    this.result = result;
    this.look = look;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Temporal %s, MQTT %s, table %s; %d processors here"
            .formatted(result.temporal(), result.broker(), result.table(), result.processors()));
    lines.add("");
    lines.addAll(rates().lines(look));
    lines.add("");
    lines.addAll(legs().lines(look));
    lines.add("");
    lines.addAll(processors().lines(look));
    lines.add("");
    lines.add("%d orders made, %d failed".formatted(result.made(), result.failed()));
    return lines;
  }

  private Columns rates() {
    return new Columns("", "ORDERS/S", "")
        .row(
            Cell.of("closed loop"),
            number(result.ordersPerSecond()),
            Cell.of("%d in flight, %d robots".formatted(result.inFlight(), result.robots())))
        .row(
            Cell.of("bare engine"),
            number(result.bareOrdersPerSecond()),
            Cell.of("begin, wait for a signal, finish"))
        .row(Cell.of("ratio"), Cell.of("%.2f".formatted(result.ratio())), Cell.of(""))
        .row(
            Cell.of("backlog"),
            number(result.backlogOrdersPerSecond()),
            Cell.of("%d placed at once".formatted(result.orders())));
  }

  private Columns legs() {
    Columns columns = new Columns("LEG", "P50 MS", "P99 MS", "");
    for (Leg leg : Leg.values()) {
      LegTime time = result.legs().get(leg.toString());
      if (time != null) {
        columns.row(
            Cell.of(leg.toString()),
            number(time.p50() * 1e3),
            number(time.p99() * 1e3),
            Cell.of(leg.words));
      }
    }
    return columns;
  }

  private Columns processors() {
    Columns columns = new Columns("CPU", "MS AN ORDER", "MS A BARE ONE");
    TreeSet<String> names = new TreeSet<>(result.cpuPerOrder().keySet());
    names.addAll(result.bareCpuPerOrder().keySet());
    for (String name : names) {
      columns.row(
          Cell.of(name),
          millis(result.cpuPerOrder(), name),
          millis(result.bareCpuPerOrder(), name));
    }
    return columns;
  }

  private static Cell millis(Map<String, Double> seconds, String name) {
    Double found = seconds.get(name);
    return found == null ? Cell.of("") : number(found * 1e3);
  }

  private static Cell number(double value) {
    return Cell.of("%.1f".formatted(value));
  }
}
