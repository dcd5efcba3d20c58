package io.smoothie.cli.doctor;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.process.RunUntilSignal;
import io.smoothie.cli.stack.UsualPorts;
import io.smoothie.workflow.temporal.TemporalReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code smoothie doctor}. */
@Command(
    name = "doctor",
    description = {
      "Says whether an order would work, and if not, what to do: settings in force and where each"
          + " comes from, Temporal, workers, broker, gateways, table, robots, clocks, ports.",
      "Exit code 0: an order would work; 1: something refuses it; 4: something does not answer."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {"  smoothie doctor", "  smoothie doctor --order", "  smoothie doctor -o json"})
public final class DoctorCommand extends CheckupCommand {

  @Option(
      names = "--order",
      description =
          "Proves it, with an order made by a robot of its own, which is in the table meanwhile and"
              + " gets no other order.")
  private boolean order;

  /** What scripts read. */
  private record Findings(boolean works, List<Setting> settings, List<Check> checks) {}

  @Override
  public Integer call() throws Exception {
    // Ctrl-C takes the trial's robot out of the table.
    return RunUntilSignal.run(this::examine);
  }

  private int examine() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Look look = Look.ofOut(Surroundings.of(spec).environment());
    List<Setting> settings = settings();
    List<Check> checks = new ArrayList<>();
    if (!output.json()) {
      Setting.lines(settings).forEach(out::println);
      out.println();
      out.flush();
    }
    Checkup checkup = new Checkup(this, check -> found(check, checks, out, look));
    TemporalReport temporal = checkup.servers();
    try (Table table = checkup.open()) {
      if (table != null) {
        checkup.table(table, temporal);
      }
      if (Surroundings.of(spec).runningUp().isEmpty()) {
        found(ports(), checks, out, look);
      }
      if (order && table != null && isWorthATrial(checks)) {
        found(new TrialOrder(this).run(table), checks, out, look);
      }
    }
    boolean works = checks.stream().noneMatch(Check::bad);
    if (output.json()) {
      out.println(Json.pretty(new Findings(works, settings, checks)));
    } else {
      out.println();
      out.println(works ? "An order would work." : "An order would not work now.");
    }
    out.flush();
    return checks.stream().mapToInt(Check::exitCode).max().orElse(ExitCode.OK);
  }

  private static Check ports() {
    Map<String, String> taken = UsualPorts.taken();
    return taken.isEmpty()
        ? Check.good("ports", "those of smoothie up are free")
        : Check.note(
            "ports",
            "taken on this machine: " + String.join(", ", taken.values()),
            "A smoothie up beside it needs others: smoothie up %s 0"
                .formatted(String.join(" 0 ", taken.keySet())));
  }

  /** Without robots it is: it brings its own. */
  private static boolean isWorthATrial(List<Check> checks) {
    return checks.stream().noneMatch(check -> check.bad() && !check.name().equals("robots"));
  }

  private void found(Check check, List<Check> checks, PrintWriter out, Look look) {
    checks.add(check);
    if (!output.json()) {
      out.println(check.text(look));
      out.flush();
    }
  }
}
