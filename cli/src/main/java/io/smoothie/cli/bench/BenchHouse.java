package io.smoothie.cli.bench;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.process.Closers;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Everything of a run's own, each removed at the end: when it is done, fails or is stopped. */
final class BenchHouse {
  private final BenchPlace place;
  private final TemporalConnection temporal;
  private final BenchProgress progress;
  private final Closers closers;
  private final List<Part> parts = new ArrayList<>();
  private final CompletableFuture<CommandFailure> stopped = new CompletableFuture<>();

  private BenchHouse(
      BenchPlace place, TemporalConnection temporal, BenchProgress progress, Closers closers) {
    this.place = place;
    this.temporal = temporal;
    this.progress = progress;
    this.closers = closers;
  }

  /**
   * Makes the namespace and the place for the table, and removes what earlier runs have left.
   *
   * @param shop the configured Temporal
   * @param closers remove it all again
   */
  static BenchHouse build(
      BenchPlace place, TemporalConnection shop, BenchProgress progress, Closers closers)
      throws InterruptedException {
    closers.add(shop);
    BenchRun run = place.run();
    BenchNamespaces namespaces = new BenchNamespaces(shop);
    Leftovers leftovers = new Leftovers(namespaces, place, progress::say);
    leftovers.ofKilledRuns();
    namespaces.make(run.name());
    closers.add(() -> leftovers.removeNamespace(run));
    place.tables().make(run.name());
    closers.add(() -> leftovers.removeTable(run));
    namespaces.awaitUsable(run.name());
    closers.add(() -> leftovers.removeSession(run));
    closers.add(() -> leftovers.removeLogs(run));
    return new BenchHouse(
        place, closers.add(TemporalConnection.lazy(place.temporal())), progress, closers);
  }

  /**
   * Starts every part, all at the same time, and returns when they are ready.
   *
   * @param arguments of this command line
   */
  void startParts(List<String> arguments) throws IOException, InterruptedException {
    progress.say("Starting worker, gateway and robots of " + place.run().name());
    Path logs = PartLogs.make(place.run());
    for (PartKind kind : PartKind.values()) {
      List<String> its = new ArrayList<>(arguments);
      its.addAll(List.of("--part", kind.toString(), "--run", place.run().name()));
      Part part = closers.add(Part.start(kind, its, logs.resolve(kind + ".log")));
      parts.add(part);
      var unused = part.ended().thenAccept(stopped::complete);
    }
    for (Part part : parts) {
      part.awaitReady();
    }
  }

  /** Completes, with the failure to throw, when a part has ended by itself. */
  CompletableFuture<CommandFailure> stopped() {
    return stopped;
  }

  Bench bench(BenchSize size, Load load) {
    ProcessorTimes processors = new ProcessorTimes();
    processors.watch("client", ProcessHandle.current());
    for (Part part : parts) {
      processors.watch(part.kind().toString(), part.process());
    }
    int colon = temporal.address().lastIndexOf(':');
    if (colon > 0) {
      LocalServer.at(temporal.address().substring(0, colon), port(temporal.address(), colon))
          .ifPresent(server -> processors.watch("temporal", server));
    }
    LocalServer.at(place.broker().host(), place.broker().port())
        .ifPresent(broker -> processors.watch("broker", broker));
    return new Bench(size, temporal, parts, processors, progress, load);
  }

  private static int port(String address, int colon) {
    try {
      return Integer.parseInt(address.substring(colon + 1));
    } catch (NumberFormatException e) {
      return 0; // A target of gRPC's own form; no server listens there.
    }
  }
}
