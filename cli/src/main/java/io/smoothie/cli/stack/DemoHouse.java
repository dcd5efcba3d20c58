package io.smoothie.cli.stack;

import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.worker.WorkerSettings;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.config.TaskQueueOption;
import io.smoothie.cli.config.UpFile;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.simulator.Behaviour;
import io.smoothie.cli.simulator.SimulatedRobot;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Where the demo plays: a whole Smoothie on free ports, its robots, and the very commands a reader
 * would type, run in this process against it.
 */
final class DemoHouse implements AutoCloseable {
  private static final Logger robotLog = LoggerFactory.getLogger("io.smoothie.robot");
  private static final int WAIT_SECONDS = 30;

  private final Closers closers = new Closers();
  private final Stack stack;
  private final DemoPace pace;
  private final Look look;
  private final Screen screen;
  private final Surroundings.Holder commands;
  private final Surroundings inside;
  private final Map<RobotName, SimulatedRobot> robots = new HashMap<>();

  private DemoHouse(
      Stack stack,
      DemoPace pace,
      Look look,
      Screen screen,
      Surroundings.Holder commands,
      Surroundings inside) {
    this.commands = commands;
    this.stack = closers.add(stack);
    this.pace = pace;
    this.look = look;
    this.screen = screen;
    this.inside = inside;
  }

  /**
   * @param commands the command line that runs the demo; its surroundings are used only to find a
   *     {@code temporal} binary
   */
  static DemoHouse open(
      Surroundings.Holder commands,
      Path folder,
      TemporalChoice temporal,
      DemoPace pace,
      Look look,
      Screen screen)
      throws InterruptedException {
    Map<String, String> binaries = new HashMap<>(commands.surroundings().environment());
    binaries.remove("TEMPORAL_ADDRESS");
    Stack stack =
        Stack.start(
            new StackSettings(
                temporal,
                binaries,
                folder,
                0,
                0,
                0,
                Ports.LOOPBACK,
                /* robots= */ null,
                false,
                WorkerSettings.of(TaskQueueOption.DEFAULT)),
            message -> screen.line(look.paint(Ink.DIM, "      " + message.line())));
    // The commands find this house as they find an `up`, and nothing else.
    stack.add(UpFile.in(folder).announce(stack.asUp(TaskQueueOption.DEFAULT)));
    // Several write to this terminal: no line may be overwritten.
    Map<String, String> plain = Map.of("TERM", "dumb", "CLICOLOR_FORCE", look.colour() ? "1" : "0");
    return new DemoHouse(stack, pace, look, screen, commands, new Surroundings(plain, folder));
  }

  TemporalServer temporal() {
    return stack.temporal();
  }

  DemoPace pace() {
    return pace;
  }

  /** Tells the reader something. */
  void tell(String text) {
    screen.line(text);
  }

  void title(String title) {
    screen.empty();
    screen.line(look.paint(Ink.BOLD, "=== " + title));
    screen.empty();
  }

  /**
   * Runs one of our own commands, as if typed; answers its exit code.
   *
   * @throws InterruptedException when it was stopped, whether its exit code or the thread says so
   */
  int smoothie(String... words) throws InterruptedException {
    String typed =
        Stream.of(words)
            .map(word -> word.contains(" ") ? "\"" + word + "\"" : word)
            .collect(Collectors.joining(" "));
    screen.line(look.paint(Ink.BOLD, "  $ smoothie " + typed));
    try (PrintWriter lines = new PrintWriter(new ScreenLines(screen, "    "), true)) {
      CommandLine line = commands.commandLineIn(inside);
      line.setOut(lines).setErr(lines);
      int exitCode = line.execute(words);
      if (exitCode == ExitCode.INTERRUPTED || Thread.interrupted()) {
        throw new InterruptedException(typed);
      }
      return exitCode;
    }
  }

  void addRobots(List<RobotName> names) {
    stack.addRobots(names);
  }

  void switchOn(RobotName name, Behaviour behaviour) throws InterruptedException {
    MqttSettings broker = MqttSettings.parse(stack.mqttUrl());
    robots.put(
        name,
        closers.start(() -> SimulatedRobot.switchOn(broker, name, behaviour, robotLog::info)));
  }

  void switchOff(RobotName name) {
    SimulatedRobot robot = robots.remove(name);
    if (robot != null) {
      robot.close();
    }
  }

  /**
   * Waits until the table has the robot in this status; false when that does not happen in time.
   */
  boolean becomes(RobotName name, RobotStatus status) throws InterruptedException {
    // A robot that is not in the table is not waited for: false at once.
    return seen(() -> stack.table().robots().find(name), robot -> robot.status() == status);
  }

  /**
   * Waits until a robot has the order, or has had it; false when the first one is not this robot.
   */
  boolean goesFirstTo(RobotName name, OrderId order) throws InterruptedException {
    return seen(
            () -> Optional.of(stack.table().attempts().of(order)), attempts -> !attempts.isEmpty())
        && stack.table().attempts().of(order).get(0).robot().equals(name);
  }

  /**
   * Waits until the value is as wanted; false when that does not happen in time, or there is no
   * value.
   */
  private static <T> boolean seen(Supplier<Optional<T>> look, Predicate<T> wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (deadline - System.nanoTime() > 0) {
      Optional<T> found = look.get();
      if (found.isEmpty() || wanted.test(found.get())) {
        return found.isPresent();
      }
      Thread.sleep(50);
    }
    return false;
  }

  /** How many orders wait for a robot. */
  int waiting() {
    return stack.table().queue().length();
  }

  /** How the order went, as Temporal has it. */
  OrderStory story(OrderId order) {
    return new HistoryReader(stack.connection()).read(order).story();
  }

  @Override
  public void close() {
    closers.close();
  }
}
