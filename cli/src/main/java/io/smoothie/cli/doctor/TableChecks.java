package io.smoothie.cli.doctor;

import io.smoothie.activities.table.Gateway;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.TemporalNamespace;
import io.smoothie.workflow.temporal.TemporalReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the table says: whose it is, which gateways listen, and whether a robot can be had. */
final class TableChecks {
  /** Clocks that differ by less do no harm: the table's clock alone decides. */
  private static final Duration APART = Duration.ofSeconds(2);

  private static final Set<RobotStatus> SERVING = Set.of(RobotStatus.ONLINE, RobotStatus.WORKING);

  private final Table table;
  private final Consumer<Check> found;

  TableChecks(Table table, Consumer<Check> found) {
    this.table = table;
    this.found = found;
  }

  void run(@Nullable TemporalReport temporal) {
    try {
      owner(temporal);
      unreadable();
      gateways();
      robots();
      clock();
    } catch (TableException e) {
      found.accept(Check.away("table", Checkup.sentence(e), null));
    }
  }

  private void owner(@Nullable TemporalReport temporal) {
    TemporalNamespace owner = table.owner().orElse(null);
    String which = "%s, %s".formatted(table.shown(), Table.sharedWith());
    if (owner == null) {
      found.accept(Check.good("table", which + "; no Temporal has used it yet"));
    } else if (temporal != null && !owner.isSameAs(temporal.namespace())) {
      found.accept(
          Check.refused(
              "table",
              "%s belongs to namespace %s of the Temporal last reached at %s, which is not the one asked"
                  .formatted(table.shown(), owner.name(), owner.address()),
              "Use that Temporal, or another table (--db-url); to hand it over: smoothie robots take-over."));
    } else {
      found.accept(Check.good("table", "%s; of namespace %s".formatted(which, owner.name())));
    }
  }

  private void unreadable() {
    List<String> sentences = table.unreadable();
    if (!sentences.isEmpty()) {
      found.accept(
          Check.note(
              "rows",
              "%s of the table cannot be read: %s"
                  .formatted(Text.counted(sentences.size(), "row"), sentences.get(0)),
              "Everything else goes on without; smoothie robots remove takes such a robot out."));
    }
  }

  private void gateways() {
    List<Gateway> all = table.gateways().list();
    Instant now = table.now();
    String listening =
        all.stream()
            .filter(gateway -> gateway.isListening(now))
            .map(gateway -> "%s since %s".formatted(gateway.clientId(), gateway.since()))
            .collect(Collectors.joining(", "));
    found.accept(
        listening.isEmpty()
            ? Check.away(
                "gateways",
                table.gateways().silence().orElse("none listens"),
                "Start one: smoothie gateway, or smoothie up. No robot is told anything meanwhile.")
            : Check.good("gateways", "listening, and hears itself: " + listening));
  }

  private void robots() {
    Map<RobotStatus, Integer> byStatus = table.overview().robotCounts();
    String words =
        byStatus.entrySet().stream()
            .map(entry -> "%d %s".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining(", "));
    if (byStatus.isEmpty()) {
      found.accept(Check.refused("robots", "there is none", "Add one: smoothie robots add Robot1"));
    } else if (byStatus.keySet().stream().noneMatch(SERVING::contains)) {
      found.accept(
          Check.refused(
              "robots",
              words + ": an order would wait",
              "See smoothie robots list; then robots repair, online or resume."));
    } else {
      found.accept(Check.good("robots", words));
    }
  }

  private void clock() {
    Duration apart = Duration.between(Instant.now(), table.now()).abs();
    if (apart.compareTo(APART) > 0) {
      found.accept(
          Check.note(
              "clocks",
              "this machine's differs from the table's by %d s".formatted(apart.toSeconds()),
              "Set both by NTP: what is shown as 'since' and 'in' here is off by so much."));
    } else {
      found.accept(Check.good("clocks", "this machine's agrees with the table's"));
    }
  }
}
