package io.smoothie.cli.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.worker.SmoothieWorker;
import io.smoothie.activities.worker.WorkerSettings;
import io.smoothie.cli.Smoothie;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.internal.testservice.GRPCServerHelper;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * All a command needs, in this process: Temporal in memory and in real time, a table in a file, and
 * a worker once it is started. Commands run through the command line's own entry point.
 */
public final class Shop implements AutoCloseable {
  static {
    // The in-memory server throws when a client's long poll that was cut off comes to its end, and
    // Awaitility would take that for a failure of the test that runs by then.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  public static final String QUEUE = "smoothie-orders";

  /** Commands that take no option of Temporal's. */
  private static final Set<String> TABLE_ONLY =
      Set.of("robots list", "robots show", "robots drain", "orders set-priority");

  private final TestServicesStarter services = new TestServicesStarter(true, 0);
  private final Server server;

  /** The server does not tell it any more once it has gone away. */
  private final int port;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final ScheduledExecutorService listening = Executors.newSingleThreadScheduledExecutor();
  private @Nullable SmoothieWorker worker;

  public final TemporalConnection temporal;
  public final Table table;
  public final Robots robots;
  public final Orders orders;

  public Shop(Path folder) throws IOException {
    this.folder = folder;
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    GRPCServerHelper.registerServicesAndHealthChecks(services.getServices(), builder);
    server = builder.build().start();
    port = server.getPort();
    temporal = TemporalConnection.connect(TemporalSettings.of(address()));
    table = Table.open(dbUrl());
    orders = new Orders(temporal.client());
    robots = new Robots(orders);
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  public String dbUrl() {
    return "jdbc:sqlite:" + folder.resolve("shop.db");
  }

  /** A worker, and what the table knows of a gateway that listens. */
  public Shop startWorker() {
    var unused =
        listening.scheduleAtFixedRate(
            () -> table.gateways().listening("gateway", true), 0, 1, TimeUnit.SECONDS);
    worker = SmoothieWorker.start(temporal, table, robots, WorkerSettings.of(QUEUE));
    return this;
  }

  /** From now on nothing answers at its address. */
  public void temporalGoesAway() {
    server.shutdownNow();
  }

  /** Sets a variable of the environment for commands from now on. */
  public Shop with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Runs a command on this shop's Temporal and table. */
  public Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    boolean tableOnly =
        arguments[0].equals("dead-letters")
            || arguments[0].equals("queue")
            || TABLE_ONLY.contains(String.join(" ", List.of(arguments).subList(0, 2)));
    if (!tableOnly && !all.contains("--temporal-address")) {
      all.add("--temporal-address=" + address());
    }
    Map<String, String> variables = new HashMap<>(environment);
    variables.putIfAbsent("SMOOTHIE_DB_URL", dbUrl());
    return ran(new Surroundings(variables, folder.resolve("home")), all);
  }

  /** Runs a command that is refused, with that in its sentence and nothing on standard output. */
  public void assertRefused(int exit, String sentence, String... arguments) {
    assertRefused(exit, sentence, run(arguments));
  }

  /** As {@link #assertRefused(int, String, String...)}, for a command without a shop. */
  public static void assertRefused(int exit, String sentence, Ran ran) {
    assertEquals(exit, ran.exit(), ran.err());
    assertTrue(ran.err().contains(sentence), ran.err());
    assertEquals("", ran.out());
  }

  /** Runs a command with these surroundings and no more. */
  public static Ran ran(Surroundings surroundings, List<String> arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Smoothie.commandLine(surroundings)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int exit = command.execute(arguments.toArray(String[]::new));
    return new Ran(exit, out.toString(), err.toString());
  }

  /** What a command came to. */
  public record Ran(int exit, String out, String err) {
    /** Standard output, line by line. */
    public List<String> lines() {
      return out.lines().toList();
    }
  }

  @Override
  public void close() {
    robots.close();
    if (worker != null) {
      worker.close();
    }
    listening.shutdown();
    try {
      listening.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    table.close();
    temporal.close();
    server.shutdownNow();
    services.close();
  }
}
