package io.smoothie.cli.stack;

import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.worker.WorkerSettings;
import io.smoothie.cli.board.Board;
import io.smoothie.cli.board.BoardPortOption;
import io.smoothie.cli.board.Messages;
import io.smoothie.cli.ca.CaOption;
import io.smoothie.cli.config.JobSchemaOption;
import io.smoothie.cli.config.RunningUp;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TaskQueueOption;
import io.smoothie.cli.config.UpFile;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.process.Health;
import io.smoothie.cli.process.KeepAttemptsOptions;
import io.smoothie.cli.process.KeepEndingsOptions;
import io.smoothie.cli.process.LogFormatOption;
import io.smoothie.cli.process.MetricsOption;
import io.smoothie.cli.process.PriorityStepOption;
import io.smoothie.cli.process.RunUntilSignal;
import io.smoothie.cli.simulator.Behaviour;
import io.smoothie.cli.simulator.MakeTimeOption;
import io.smoothie.cli.simulator.SimulatedRobot;
import io.smoothie.cli.trace.Traces;
import io.smoothie.workflow.Durations;
import io.smoothie.workflow.RobotName;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code smoothie up}. */
@Command(
    name = "up",
    description = {
      "Runs everything in one process, until Ctrl-C: Temporal, MQTT broker, table, worker, gateway",
      "and simulated robots. The other commands find it. Shows every MQTT message."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie up",
      "  smoothie up --temporal in-memory --robots Ada,Bob --mqtt-port 0",
      "  smoothie up --bind 0.0.0.0"
    })
public final class UpCommand implements Callable<Integer> {
  private static final Logger robotLog = LoggerFactory.getLogger("io.smoothie.robot");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--temporal",
      paramLabel = "WHICH",
      defaultValue = "auto",
      description = {
        "auto: TEMPORAL_ADDRESS if set, else a temporal binary at hand, else in-memory.",
        "dev-server: the binary at hand, or downloads one. in-memory: no Web UI, nothing kept."
      })
  private TemporalChoice temporal = TemporalChoice.AUTO;

  @Mixin private PortOptions ports = new PortOptions();
  @Mixin private CaOption ca = new CaOption();

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Where everything is kept (default: ~/.smoothie/data).")
  private @Nullable Path data;

  @Option(
      names = "--robots",
      paramLabel = "N|NAME,...",
      defaultValue = "2",
      converter = RobotsOption.class,
      description = "Robots to simulate: how many, or their names (default: Robot1,Robot2).")
  private RobotsOption.Names robots = new RobotsOption.Names(List.of());

  @Mixin private MakeTimeOption makeTime = new MakeTimeOption();

  @Mixin private TaskQueueOption taskQueue = new TaskQueueOption();
  @Mixin private KeepAttemptsOptions attempts = new KeepAttemptsOptions();
  @Mixin private KeepEndingsOptions endings = new KeepEndingsOptions();
  @Mixin private JobSchemaOption jobSchema = new JobSchemaOption();
  @Mixin private PriorityStepOption priority = new PriorityStepOption();
  @Mixin private BoardPortOption boardPort = new BoardPortOption();
  @Mixin private MetricsOption metrics = new MetricsOption();
  @Mixin private LogFormatOption logFormat = new LogFormatOption();

  @Override
  public Integer call() throws Exception {
    return RunUntilSignal.run(this::run);
  }

  private int run() throws InterruptedException {
    Surroundings surroundings = Surroundings.of(spec);
    boardPort.check();
    surroundings.runningUp().ifPresent(UpCommand::refuse);
    Path folder = (data == null ? surroundings.dataFolder() : data).toAbsolutePath().normalize();
    StackSettings settings = settings(surroundings, folder);
    Path log = folder.resolve("up.log");
    Screen screen = new Screen(spec.commandLine().getOut());
    boolean up = false;
    try (Closers closers = new Closers()) {
      closers.add(FolderLock.take(folder));
      Logs.toFile(log, logFormat.format());
      screen.line("Starting Smoothie; its log is " + log);
      if (temporal.isDownloaded(surroundings.environment())) {
        screen.line("There is no temporal binary at hand: the SDK downloads one, once …");
      }
      Health health = new Health();
      closers.add(metrics.open(health, screen::line));
      closers.add(Traces.ofProcess(surroundings, "smoothie-up"));
      Messages messages = new Messages();
      Stack stack = closers.start(() -> Stack.start(settings, m -> show(screen, messages, m)));
      switchOnRobots(stack, closers, screen);
      closers.add(UpFile.in(surroundings.stateFolder()).announce(stack.asUp(taskQueue.name())));
      stack.health(health);
      String shown = boardPort.open(closers, () -> source(stack, closers, messages));
      new UpGreeting(stack, ports.bind(), shown, simulated(), ca.words(), log).say(screen);
      up = true;
      String reason;
      try {
        reason = ended(stack).get();
      } finally {
        screen.line("Stopping …");
      }
      throw new CommandFailure(ExitCode.UNAVAILABLE, reason);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      if (up) {
        screen.line("Stopped.");
      }
    }
  }

  /** Completes with the reason when the gateway or the worker ends by itself. */
  private static CompletableFuture<String> ended(Stack stack) {
    return stack
        .gateway()
        .ended()
        .thenApply(end -> end.reason() + " No robot is heard any more.")
        .applyToEither(stack.worker().ended(), reason -> reason)
        .toCompletableFuture();
  }

  private StackSettings settings(Surroundings surroundings, Path folder) {
    return new StackSettings(
        temporal,
        surroundings.environment(),
        folder,
        ports.temporal(),
        ports.ui(),
        ports.mqtt(),
        ports.bind(),
        ports.robots(ca.authorities()),
        !temporal.isInMemory(surroundings.environment()),
        new WorkerSettings(
            taskQueue.name(),
            attempts.retention(),
            endings.retention(),
            /* versionName= */ null,
            jobSchema.schema(),
            priority.step()));
  }

  private void switchOnRobots(Stack stack, Closers closers, Screen screen)
      throws InterruptedException {
    stack.addRobots(robots.all());
    RobotListener listener = stack.robots();
    for (RobotName name : robots.all()) {
      SimulatedRobot robot =
          closers.start(
              () ->
                  SimulatedRobot.switchOn(
                      listener == null
                          ? MqttSettings.parse(stack.mqttUrl())
                          : listener.settings(name),
                      name,
                      Behaviour.making(makeTime.duration()),
                      robotLog::info));
      CompletableFuture<Void> told =
          robot
              .takenOver()
              .thenAccept(
                  reason -> screen.line("The simulated %s is off: %s".formatted(name, reason)));
      closers.add(() -> told.cancel(true));
    }
  }

  private String simulated() {
    return "%s (simulated; they make a smoothie in %s)"
        .formatted(robots, Durations.format(makeTime.duration()));
  }

  private static Board.Source source(Stack stack, Closers closers, Messages messages) {
    return new Board.Source(
        stack.table(),
        closers.add(stack.connection().impatientToo()),
        stack.temporal().ui().orElse(null),
        messages);
  }

  private static void show(Screen screen, Messages messages, WatchedMessage message) {
    messages.add(message.at(Instant.now()));
    screen.line(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + message.line());
  }

  private static void refuse(RunningUp running) {
    throw new CommandFailure(
        ExitCode.REFUSED,
        ("A `smoothie up` of yours is running (process %d, Temporal %s, MQTT %s): stop that one, or"
                + " give this one a home of its own with SMOOTHIE_HOME.")
            .formatted(running.pid(), running.temporalAddress(), running.mqttUrl()));
  }
}
