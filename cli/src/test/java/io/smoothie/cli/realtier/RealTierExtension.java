package io.smoothie.cli.realtier;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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

  static {
    // Seven processes on two cores, and whatever else the machine has to do.
    Awaitility.setDefaultTimeout(Duration.ofSeconds(90));
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String mode = Optional.ofNullable(System.getenv(MODE)).orElse("");
    if (mode.equals("off")) {
      return skipped(context, MODE + "=off");
    }
    Binaries.Search search = Binaries.search();
    if (search.found().isPresent()) {
      return ConditionEvaluationResult.enabled("every server is here");
    }
    if (mode.equals("required")) {
      throw new IllegalStateException(
          "%s=required, but missing: %s".formatted(MODE, search.missing()));
    }
    return skipped(context, "missing: " + search.missing());
  }

  /** Also says so, once, where people look: in Maven's own output. */
  private static ConditionEvaluationResult skipped(ExtensionContext context, String why) {
    context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(
            "said",
            key -> {
              String line =
                  "THE REAL TIER WAS SKIPPED (real Temporal server, Mosquitto, JVMs of their own). %s%n";
              try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                out.write(line.formatted(why).getBytes(StandardCharsets.UTF_8));
                out.flush();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return true;
            });
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
