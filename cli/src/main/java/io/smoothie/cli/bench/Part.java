package io.smoothie.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.thread.Daemons;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One part of a bench, as the bench sees it: a JVM like this one; see {@link PartProgram}. */
final class Part implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A gateway alone may take 15 s to begin, and a machine that is short of processors longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final PartKind kind;
  private final Process process;
  private final Path log;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private Part(PartKind kind, Process process, Path log) {
    this.kind = kind;
    this.process = process;
    this.log = log;
    Daemons.named("bench-" + kind).newThread(this::read).start();
  }

  /**
   * @param arguments of the bench itself: the part reads the same configuration
   * @param log where its log goes
   */
  static Part start(PartKind kind, List<String> arguments, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.smoothie.cli.Smoothie"));
    command.addAll(arguments);
    try {
      return new Part(kind, new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED, "The bench's %s cannot be started (%s).".formatted(kind, e), e);
    }
  }

  PartKind kind() {
    return kind;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  void awaitReady() throws InterruptedException {
    String unused = line();
  }

  void reset() throws InterruptedException {
    String unused = ask(PartProgram.RESET);
  }

  /** The legs that this part has measured since the reset. */
  Map<Leg, LegTime> times() throws InterruptedException {
    try {
      return JSON.readValue(ask(PartProgram.TIMES), new TypeReference<EnumMap<Leg, LegTime>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Completes, with the failure to throw, should it end. */
  CompletableFuture<CommandFailure> ended() {
    return process.onExit().thenApply(end -> failure("has ended", /* cause= */ null));
  }

  private String ask(String question) throws InterruptedException {
    try {
      Writer to = process.outputWriter(StandardCharsets.UTF_8);
      to.write(question + "\n");
      to.flush();
    } catch (IOException e) {
      throw failure("has ended", e);
    }
    return line();
  }

  private String line() throws InterruptedException {
    String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (line == null || line.isEmpty()) {
      throw failure(line == null ? "says nothing" : "has ended", /* cause= */ null);
    }
    return line;
  }

  private CommandFailure failure(String what, @Nullable Throwable cause) {
    return new CommandFailure(
        ExitCode.UNAVAILABLE, "The bench's %s %s: %s".formatted(kind, what, lastWords()), cause);
  }

  private String lastWords() {
    try {
      List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8);
      return all.isEmpty() ? "it has said nothing" : Text.forOneLine(all.get(all.size() - 1), 500);
    } catch (IOException e) {
      return "its log cannot be read";
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      reader.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // It was killed in the middle of a line.
    } finally {
      lines.add("");
    }
  }

  /** Kills it: nothing of what it has is kept. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
