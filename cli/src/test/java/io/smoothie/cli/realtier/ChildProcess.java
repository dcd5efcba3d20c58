package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.OS;

/** A process with its output in a file of its own; closing it kills it for good. */
final class ChildProcess implements AutoCloseable {
  /** Kept after the tests: a failure names the file to read. */
  private static final Path LOGS = Path.of("target", "real-tier");

  /** Tests run in several JVMs at a time. */
  private static final long JVM = ProcessHandle.current().pid();

  private static final int LINES_SHOWN = 8;

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Process process;
  private final Path log;
  private final Thread lastResort;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    // Should the test's JVM be ended from outside.
    lastResort = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /**
   * @param environment added to PATH, which is all it has from ours
   */
  static ChildProcess start(String name, Map<String, String> environment, List<String> command) {
    try {
      Files.createDirectories(LOGS);
      Path log = LOGS.resolve("%d-%03d-%s.log".formatted(JVM, COUNT.incrementAndGet(), name));
      ProcessBuilder builder =
          new ProcessBuilder(heedingCtrlC(command))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
      builder.environment().clear();
      builder.environment().put("PATH", path);
      builder.environment().putAll(environment);
      return new ChildProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tests that run in the background ignore SIGINT, which a child would inherit. */
  private static List<String> heedingCtrlC(List<String> command) {
    if (!OS.LINUX.isCurrentOs()) {
      return command;
    }
    return Stream.concat(Stream.of("env", "--default-signal=INT"), command.stream()).toList();
  }

  String output() {
    try {
      return Files.readString(log, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its name and the end of what it has said, for a failure's message. */
  String end() {
    List<String> lines = output().lines().toList();
    return "%n%s (%s):%n  %s"
        .formatted(
            this,
            isAlive() ? "runs" : "ended",
            String.join(
                "\n  ", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size())));
  }

  void awaitOutput(String text) {
    await(this + " to say: " + text)
        .failFast(
            () -> {
              if (!isAlive() && !output().contains(text)) {
                throw new AssertionError(this + " has ended: " + output());
              }
            })
        .until(() -> output().contains(text));
  }

  /** Waits until it takes connections at this port of loopback. */
  void awaitPort(int port) {
    await(this + " to listen at port " + port)
        .ignoreExceptions()
        .failFast(
            () -> {
              if (!isAlive()) {
                throw new AssertionError(this + " has ended: " + output());
              }
            })
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
              }
            });
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /** Waits for an end of its own accord; the exit code. */
  int awaitEnd() {
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        throw new AssertionError(this + " still runs after a minute");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(this + " was waited for", e);
    }
  }

  /** SIGINT, as Ctrl-C sends it; the exit code. */
  int interrupt() {
    ChildProcess signal = start("kill", Map.of(), List.of("kill", "-INT", String.valueOf(pid())));
    if (signal.awaitEnd() != 0) {
      throw new AssertionError(signal + ": " + signal.output());
    }
    return awaitEnd();
  }

  /** The processes below it whose program is {@code name}. */
  List<ProcessHandle> children(String name) {
    return process.descendants().filter(child -> isOf(child, name)).toList();
  }

  /**
   * Whether {@code process} runs that program: one that ended and was not yet waited for does not.
   */
  static boolean isOf(ProcessHandle process, String name) {
    return process.info().command().filter(command -> Path.of(command).endsWith(name)).isPresent();
  }

  /** SIGTERM, as `docker stop` or systemd send it; the exit code. */
  int terminate() {
    process.destroy();
    return awaitEnd();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    kill();
    Runtime.getRuntime().removeShutdownHook(lastResort);
  }

  @Override
  public String toString() {
    return "the process of cli/" + log;
  }
}
