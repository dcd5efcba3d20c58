package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.activities.table.Table;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A shop as production has it: three workers and two gateways, Temporal's production server and the
 * table on one PostgreSQL, each with a user of its own, whose passwords PostgreSQL checks.
 */
final class ProductionShop implements AutoCloseable {
  private static final int WORKERS = 3;
  static final int GATEWAYS = 2;

  /** The superuser is the one who starts it. */
  private static final String WHO_MAY_CONNECT =
      """
      local all all      trust
      host  all postgres samehost trust
      host  all all      samehost scram-sha-256
      """;

  private static final List<String> WORKER = List.of("worker", "--metrics-port", "0");
  private static final Pattern MAKES = Pattern.compile("(?m)^(\\S+) makes .* \\(order (\\S+)\\)$");
  private static final Pattern MADE = Pattern.compile("(?m)^(\\S+) has made order (\\S+)$");

  final RealPostgres postgres;
  final TemporalOnPostgres temporal;
  private final Shop shop;
  private final Map<String, String> environment;
  private final List<ChildProcess> workers = new ArrayList<>();
  private final List<ChildProcess> gateways = new ArrayList<>();
  private final ChildProcess robots;

  /**
   * @param folder an empty one, for its files
   */
  ProductionShop(RealServers servers, Path folder, List<String> robotNames) throws IOException {
    Path server = TemporalOnPostgres.installed();
    Path rules = Files.writeString(folder.resolve("pg_hba.conf"), WHO_MAY_CONNECT);
    postgres =
        new RealPostgres(
            folder.resolve("data"),
            // Temporal counts on it that what is committed stays so.
            Map.of("hba_file", rules.toString(), "synchronous_commit", "on"));
    temporal = new TemporalOnPostgres(server, postgres, folder);
    postgres.execute("CREATE ROLE smoothie LOGIN PASSWORD 'table-s3cret'");
    postgres.execute("CREATE DATABASE smoothie OWNER smoothie");
    String url = postgres.url("smoothie", "smoothie");
    Path passwords = folder.resolve("pgpass");
    Files.writeString(passwords, "*:*:smoothie:smoothie:table-s3cret\n");
    environment =
        Map.of(
            "SMOOTHIE_DB_URL", url,
            "PGPASSFILE", passwords.toString(),
            "TEMPORAL_ADDRESS", temporal.address());
    shop = new Shop(servers, "production", url + "&password=table-s3cret");
    shop.addRobots(robotNames.toArray(String[]::new));
    IntStream.range(0, WORKERS).forEach(i -> workers.add(smoothie(WORKER)));
    IntStream.range(0, GATEWAYS).forEach(i -> gateways.add(smoothie(gateway(i))));
    robots =
        smoothie(
            Stream.of(List.of("robot", "--make-time=3s"), robotNames)
                .flatMap(List::stream)
                .toList());
    workers.replaceAll(worker -> ready(worker, WORKER));
    IntStream.range(0, GATEWAYS).forEach(i -> gateways.set(i, ready(gateways.get(i), gateway(i))));
    robots.awaitOutput("Ctrl-C switches them off");
    shop.awaitListening();
  }

  private List<String> gateway(int number) {
    return List.of("gateway", "--client-id", shop.taskQueue() + "-" + number);
  }

  /** Started again while it finds no connection at its start, as systemd and Docker do it. */
  private ChildProcess ready(ChildProcess first, List<String> command) {
    Deque<ChildProcess> tries = new ArrayDeque<>(List.of(first));
    await(first + " to be ready")
        .until(
            () -> {
              if (!tries.getLast().isAlive()) {
                assertEquals(ExitCode.UNAVAILABLE, tries.getLast().awaitEnd(), first::end);
                tries.add(smoothie(command));
              }
              return tries.getLast().output().contains("Ctrl-C stops it");
            });
    return tries.getLast();
  }

  private ChildProcess smoothie(List<String> arguments) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("SMOOTHIE_TASK_QUEUE", shop.taskQueue());
    return shop.smoothie(all, arguments.toArray(String[]::new));
  }

  Table table() {
    return shop.table();
  }

  Orders orders() {
    return new Orders(client());
  }

  WorkflowClient client() {
    return temporal.connection().client();
  }

  String taskQueue() {
    return shop.taskQueue();
  }

  List<ChildProcess> workers() {
    return List.copyOf(workers);
  }

  void killWorker(int number) {
    workers.get(number).kill();
    workers.set(number, ready(smoothie(WORKER), WORKER));
  }

  void killGateway(int number) {
    gateways.get(number).kill();
  }

  void startGateway(int number) {
    List<String> command = gateway(number);
    gateways.set(number, ready(smoothie(command), command));
  }

  /** The orders that robots have made, each with its robot, as often as they made it. */
  List<Made> made() {
    return diary(MADE);
  }

  /** The orders that robots have begun and not made yet. */
  List<Made> atWork() {
    List<Made> begun = diary(MAKES);
    begun.removeAll(made());
    return begun;
  }

  record Made(String robot, OrderId order) {}

  private List<Made> diary(Pattern entry) {
    return entry
        .matcher(robots.output())
        .results()
        .map(found -> new Made(found.group(1), new OrderId(found.group(2))))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  void awaitRest() {
    shop.awaitRest();
  }

  /** The ends of what every process has said, for a failure's message. */
  String ends() {
    return shop.ends() + temporal.end();
  }

  @Override
  public void close() throws IOException {
    shop.close();
    temporal.close();
    postgres.close();
  }
}
