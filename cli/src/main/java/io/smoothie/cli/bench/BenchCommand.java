package io.smoothie.cli.bench;

import io.smoothie.activities.mqtt.MqttClients;
import io.smoothie.activities.table.ScratchTables;
import io.smoothie.activities.table.Table;
import io.smoothie.cli.config.MqttOptions;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TableOptions;
import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.log.LogFormat;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.OutputOption;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.process.RunUntilSignal;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code smoothie bench}. */
@Command(
    name = "bench",
    description = {
      "Measures how many orders a second are made here, and what takes their time: on the configured"
          + " Temporal, broker and database, in a namespace, topics and a table of its own, which it"
          + " removes at its end.",
      "Beside them the bare engine, as the limit: workflows that begin, wait for a signal and finish."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.FAILED,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie bench",
      "  smoothie bench --orders 5000 --in-flight 200 --robots 200 -o json",
      "  smoothie bench --db-url jdbc:postgresql://db.example/smoothie"
    })
public final class BenchCommand implements Callable<Integer> {
  private static final int MOST_ORDERS = 1_000_000;

  /** A thread for each order in flight, a connection for each robot. */
  private static final int MOST_AT_ONCE = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "2000",
      description = "How many orders are counted of each kind (default: ${DEFAULT-VALUE}).")
  private int orders;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many of them at a time (default: ${DEFAULT-VALUE}).")
  private int inFlight;

  @Option(
      names = "--robots",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many simulated robots, which take no time (default: ${DEFAULT-VALUE}).")
  private int robots;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "1500",
      description =
          "How many orders of each kind are made first and not counted: a JVM's first ones cost"
              + " double (default: ${DEFAULT-VALUE}).")
  private int warmUp;

  @Mixin private TemporalOptions temporal = new TemporalOptions();
  @Mixin private MqttOptions mqtt = new MqttOptions();
  @Mixin private TableOptions tables = new TableOptions();
  @Mixin private OutputOption output = new OutputOption();

  @Option(names = "--part", hidden = true, description = "Be this part of the bench --run.")
  private @Nullable PartKind part;

  @Option(names = "--run", hidden = true, description = "The run of --part.")
  private @Nullable String run;

  @Override
  public Integer call() throws Exception {
    Values.checkRange(spec, "--orders", orders, MOST_ORDERS);
    Values.checkRange(spec, "--in-flight", inFlight, MOST_AT_ONCE);
    Values.checkRange(spec, "--robots", robots, MOST_AT_ONCE);
    if (warmUp < 0 || warmUp > MOST_ORDERS) {
      throw new ParameterException(
          spec.commandLine(),
          "--warm-up is %d; it goes from 0 to %d".formatted(warmUp, MOST_ORDERS));
    }
    BenchSize size = new BenchSize(orders, inFlight, robots, warmUp);
    if (part == null) {
      return RunUntilSignal.run(() -> measure(size));
    }
    Logs.toStderr(LogFormat.TEXT);
    BenchRun its =
        BenchRun.named(String.valueOf(run))
            .orElseThrow(
                () ->
                    new ParameterException(spec.commandLine(), "--part needs the --run it is of"));
    return new PartProgram(place(its), size).run(part, spec.commandLine().getOut());
  }

  private BenchPlace place(BenchRun of) {
    return new BenchPlace(
        of, temporal.settings(), mqtt.settings(), ScratchTables.beside(tables.settings()));
  }

  private int measure(BenchSize size) throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Surroundings surroundings = Surroundings.of(spec);
    BenchProgress progress =
        new BenchProgress(spec.commandLine().getErr(), Look.ofErr(surroundings.environment()));
    BenchPlace place = place(BenchRun.ofThisProcess());
    BenchResult result;
    try (Closers closers = new Closers()) {
      // First what can be told at once, in the sentence of its own.
      MqttClients.connection(place.broker(), place.run().name()).connect().close();
      BenchHouse house = BenchHouse.build(place, temporal.connect(), progress, closers);
      try (Table table = place.openTable()) {
        table.robots().add(BenchPlace.robots(size.robots()));
      }
      house.startParts(spec.root().commandLine().getParseResult().originalArgs());
      try (Load load = new Load(size.inFlight(), house.stopped())) {
        Bench bench = house.bench(size, load);
        progress.say("Making a trial order");
        bench.tryOne(place.broker().shown());
        result = bench.run(place.broker().shown(), place.tables().shop());
      } finally {
        progress.clear();
      }
    }
    if (output.json()) {
      out.println(Json.pretty(result));
    } else {
      new BenchText(result, Look.ofOut(surroundings.environment())).lines().forEach(out::println);
    }
    out.flush();
    return result.failed() == 0 ? ExitCode.OK : ExitCode.FAILED;
  }
}
