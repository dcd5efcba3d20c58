package io.smoothie.cli.realtier;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Says whether the tier runs, and gives its tests the servers, started once for all of them. */
final class RealTierExtension implements ExecutionCondition, ParameterResolver {
  private static final Namespace OURS = Namespace.create(RealTierExtension.class);
  private static final String MODE = "SMOOTHIE_REAL_TIER";
  private static final AtomicBoolean SAID = new AtomicBoolean();

  static {
    // Seven processes on two cores, and whatever else the machine has to do.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
    // The in-memory server of an earlier class in this JVM throws when a client's long poll that
    // was cut off comes to its end, and Awaitility would take that for a failure of this test.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String mode = Optional.ofNullable(System.getenv(MODE)).orElse("");
    if (mode.equals("off")) {
      return skipped(MODE + "=off");
    }
    Binaries.Search search = Binaries.search();
    if (search.found().isPresent()) {
      return ConditionEvaluationResult.enabled("every server is here");
    }
    if (mode.equals("required")) {
      throw new IllegalStateException(
          "%s=required, but missing: %s".formatted(MODE, search.missing()));
    }
    return skipped("missing: " + search.missing());
  }

  /** Also says so, once in each JVM, where people look: in Maven's own output. */
  private static ConditionEvaluationResult skipped(String why) {
    if (SAID.compareAndSet(false, true)) {
      // Not closed: it is the process's own standard output.
      PrintStream out =
          new PrintStream(
              new FileOutputStream(FileDescriptor.out),
              /* autoFlush= */ true,
              StandardCharsets.UTF_8);
      out.println(
          "THE REAL TIER WAS SKIPPED (real Temporal server, Mosquitto, JVMs of their own). " + why);
    }
    return ConditionEvaluationResult.disabled(why);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Shop.class || type == RealServers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    RealServers servers =
        context
            .getRoot()
            .getStore(OURS)
            .computeIfAbsent(
                RealServers.class,
                key -> RealServers.start(Binaries.search().found().orElseThrow()),
                RealServers.class);
    if (parameter.getParameter().getType() == RealServers.class) {
      return servers;
    }
    // Closed with the method's own context, after the test.
    return context
        .getStore(OURS)
        .computeIfAbsent(
            Shop.class,
            key -> new Shop(servers, context.getRequiredTestMethod().getName()),
            Shop.class);
  }
}
