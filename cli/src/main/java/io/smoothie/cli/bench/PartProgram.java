package io.smoothie.cli.bench;

import io.micrometer.core.instrument.Metrics;
import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.worker.OrderPublisher;
import io.smoothie.activities.worker.SmoothieWorker;
import io.smoothie.activities.worker.WorkerSettings;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.simulator.Behaviour;
import io.smoothie.cli.simulator.SimulatedRobot;
import io.smoothie.gateway.GatewaySettings;
import io.smoothie.gateway.RobotGateway;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One part, in the process of its own: says when it is ready, and answers each line on its standard
 * input with one on its standard output. It ends with that input, so that none is left when the
 * bench is killed.
 */
final class PartProgram {
  static final String READY = "ready";
  static final String RESET = "reset";
  static final String TIMES = "times";

  private final BenchPlace place;
  private final BenchSize size;

  PartProgram(BenchPlace place, BenchSize size) {
    this.place = place;
    this.size = size;
  }

  int run(PartKind kind, PrintWriter out) throws IOException {
    LegTimers timers = new LegTimers();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Closers closers = new Closers()) {
      start(kind, closers);
      say(out, READY);
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.equals(RESET)) {
          timers.reset();
          say(out, READY);
        } else {
          say(out, Json.line(timers.times()));
        }
      }
    }
    return ExitCode.OK;
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }

  private void start(PartKind kind, Closers closers) {
    switch (kind) {
      case WORKER -> startWorker(closers);
      case GATEWAY -> startGateway(closers);
      case ROBOTS -> startRobots(closers);
      case BARE ->
          closers.add(BareEngine.start(closers.add(TemporalConnection.lazy(place.temporal()))));
    }
  }

  private void startWorker(Closers closers) {
    TemporalConnection temporal = closers.add(TemporalConnection.lazy(place.temporal()));
    Table table = closers.add(place.openTable()).measured(Metrics.globalRegistry);
    OrderPublisher publisher = closers.add(OrderPublisher.connect(place.broker()));
    closers.add(
        SmoothieWorker.start(temporal, table, publisher, WorkerSettings.of(BenchPlace.TASK_QUEUE)));
  }

  private void startGateway(Closers closers) {
    TemporalConnection temporal = closers.add(TemporalConnection.impatient(place.temporal()));
    Table table = closers.add(place.openTable()).measured(Metrics.globalRegistry);
    closers.add(
        RobotGateway.start(
            new GatewaySettings(place.broker(), place.gatewayClientId(), /* autoRegister= */ false),
            temporal,
            table));
  }

  private void startRobots(Closers closers) {
    MqttSettings broker = place.broker();
    for (RobotName name : BenchPlace.robots(size.robots())) {
      closers.add(
          SimulatedRobot.switchOn(broker, name, Behaviour.making(Duration.ZERO), line -> {}));
    }
  }
}
