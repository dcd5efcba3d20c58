package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;

import io.smoothie.activities.mqtt.FreePort;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.internal.common.ProtobufTimeUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Temporal server that production runs, its four services in one process, on a PostgreSQL where
 * it has a user and two databases of its own. It can be killed and come back.
 */
final class TemporalOnPostgres implements AutoCloseable {
  private static final String PASSWORD = "temporal-s3cret";
  private static final Duration RETENTION = Duration.ofDays(1);

  /** As few connections as do: a test's PostgreSQL is small. */
  private static final String CONFIGURATION =
      """
      log: {stdout: true, level: warn}
      persistence:
        defaultStore: default
        visibilityStore: visibility
        numHistoryShards: 4
        datastores:
          default: {sql: {databaseName: temporal, maxConns: 20, maxIdleConns: 20, %1$s}}
          visibility: {sql: {databaseName: temporal_visibility, maxConns: 5, maxIdleConns: 5, %1$s}}
      global:
        membership: {maxJoinDuration: 30s, broadcastAddress: "127.0.0.1"}
      services:
        frontend: {rpc: {grpcPort: %2$d, membershipPort: %3$d, bindOnLocalHost: true}}
        history: {rpc: {grpcPort: %4$d, membershipPort: %5$d, bindOnLocalHost: true}}
        matching: {rpc: {grpcPort: %6$d, membershipPort: %7$d, bindOnLocalHost: true}}
        worker: {rpc: {grpcPort: %8$d, membershipPort: %9$d, bindOnLocalHost: true}}
      clusterMetadata:
        failoverVersionIncrement: 10
        masterClusterName: active
        currentClusterName: active
        clusterInformation:
          active:
            enabled: true
            initialFailoverVersion: 1
            rpcName: frontend
            rpcAddress: "127.0.0.1:%2$d"
      """;

  private final Path home;
  private final int port = FreePort.find();
  private final Path configuration;
  private final TemporalConnection connection;
  private ChildProcess process;

  /**
   * @param home {@link #installed()}
   * @param folder for its configuration
   */
  TemporalOnPostgres(Path home, RealPostgres postgres, Path folder) throws IOException {
    this.home = home;
    postgres.execute("CREATE ROLE temporal LOGIN PASSWORD '%s'".formatted(PASSWORD));
    makeDatabase(postgres, "temporal", "temporal");
    makeDatabase(postgres, "temporal_visibility", "visibility");
    configuration = folder.resolve("temporal.yaml");
    Files.writeString(configuration, configuration(postgres));
    process = launch();
    connection = TemporalConnection.lazy(TemporalSettings.exactly(address(), "default"));
    awaitServing();
    var unused =
        connection
            .stubs()
            .blockingStub()
            .registerNamespace(
                RegisterNamespaceRequest.newBuilder()
                    .setNamespace("default")
                    .setWorkflowExecutionRetentionPeriod(
                        ProtobufTimeUtils.toProtoDuration(RETENTION))
                    .build());
  }

  /** The folder that {@code scripts/install-temporal-server} makes; without it no test runs. */
  static Path installed() {
    Path home = Binaries.cache().resolve("temporal-server");
    return Binaries.orSkip(
        Optional.of(home).filter(Files::isDirectory),
        "temporal-server",
        "scripts/install-temporal-server");
  }

  private void makeDatabase(RealPostgres postgres, String database, String schema) {
    postgres.execute("CREATE DATABASE %s OWNER temporal".formatted(database));
    sqlTool(postgres, database, "setup-schema", "-v", "0.0");
    Path versions = home.resolve("schema/postgresql/v12").resolve(schema).resolve("versioned");
    sqlTool(postgres, database, "update-schema", "-d", versions.toString());
  }

  private void sqlTool(RealPostgres postgres, String database, String... arguments) {
    Map<String, String> who =
        Map.of(
            "SQL_PLUGIN",
            "postgres12_pgx",
            "SQL_HOST",
            "127.0.0.1",
            "SQL_PORT",
            String.valueOf(postgres.port()),
            "SQL_DATABASE",
            database,
            "SQL_USER",
            "temporal",
            "SQL_PASSWORD",
            PASSWORD);
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/temporal-sql-tool").toString());
    command.addAll(List.of(arguments));
    ChildProcess tool = ChildProcess.start("temporal-sql-tool", who, command);
    if (tool.awaitEnd() != 0) {
      throw new AssertionError(tool.end());
    }
  }

  private String configuration(RealPostgres postgres) {
    String who =
        "pluginName: postgres12_pgx, connectProtocol: tcp, connectAddr: \"127.0.0.1:%d\","
            + " user: temporal, password: \"%s\"";
    return CONFIGURATION.formatted(
        who.formatted(postgres.port(), PASSWORD),
        port,
        FreePort.find(),
        FreePort.find(),
        FreePort.find(),
        FreePort.find(),
        FreePort.find(),
        FreePort.find(),
        FreePort.find());
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  TemporalConnection connection() {
    return connection;
  }

  String version() {
    return connection
        .stubs()
        .blockingStub()
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
        .getServerVersion();
  }

  void kill() {
    process.kill();
  }

  void restart() {
    process.close();
    process = launch();
    awaitServing();
  }

  private ChildProcess launch() {
    return ChildProcess.start(
        "temporal-server",
        Map.of(),
        List.of(
            home.resolve("bin/temporal-server").toString(),
            "--allow-no-auth",
            "--config-file",
            configuration.toString(),
            "start"));
  }

  private void awaitServing() {
    await("Temporal: " + process)
        .ignoreExceptions()
        .failFast(process + " has ended", () -> !process.isAlive())
        .until(
            () ->
                connection
                    .stubs()
                    .blockingStub()
                    .withDeadlineAfter(Duration.ofSeconds(3))
                    .describeNamespace(
                        DescribeNamespaceRequest.newBuilder()
                            .setNamespace("temporal-system")
                            .build())
                    .hasNamespaceInfo());
  }

  /** The end of what it has said, for a failure's message. */
  String end() {
    return process.end();
  }

  @Override
  public void close() {
    connection.close();
    process.close();
  }
}
