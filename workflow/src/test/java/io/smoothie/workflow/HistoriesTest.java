package io.smoothie.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.kitchen.Kitchen;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What running orders have in their histories is a promise: a workflow that decides otherwise over
 * one of them would stop every order under way.
 *
 * <p>A path that has no history yet has it recorded, from the repository's root: {@code mvn -pl
 * workflow test -Dtest=HistoriesTest -Dsmoothie.record=true}
 */
class HistoriesTest {
  @ParameterizedTest
  @EnumSource
  @DisabledIfSystemProperty(named = "smoothie.record", matches = "true")
  void the_recorded_history_of_every_path_replays(OrderPath path) throws Exception {
    WorkflowReplayer.replayWorkflowExecution(recorded(path), SmoothieOrder.class);
  }

  @Test
  @DisabledIfSystemProperty(named = "smoothie.record", matches = "true")
  void a_workflow_that_issues_other_commands_does_not_replay() throws Exception {
    WorkflowExecutionHistory history = recorded(OrderPath.MADE);

    RuntimeException refused =
        assertThrows(
            RuntimeException.class,
            () -> WorkflowReplayer.replayWorkflowExecution(history, PausesFirst.class));

    StringWriter trace = new StringWriter();
    refused.printStackTrace(new PrintWriter(trace));
    assertTrue(trace.toString().contains("NonDeterministicException"), trace::toString);
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIfSystemProperty(named = "smoothie.record", matches = "true")
  void record_the_history_of_every_path_that_has_none(OrderPath path) throws IOException {
    Path file = Path.of("src", "test", "resources", "histories", fileName(path));
    if (Files.exists(file)) {
      return;
    }
    try (Kitchen kitchen = new Kitchen()) {
      String json = path.play(kitchen).history().toJson(true);
      Files.writeString(file, json + "\n");
    }
  }

  private static WorkflowExecutionHistory recorded(OrderPath path) throws IOException {
    try (InputStream file =
        HistoriesTest.class.getResourceAsStream("/histories/" + fileName(path))) {
      String json = new String(Objects.requireNonNull(file, fileName(path)).readAllBytes(), UTF_8);
      // A history does not say whose it is, and an order that cannot be answered is refused.
      return WorkflowExecutionHistory.fromJson(json, OrderId.PREFIX + "replayed");
    }
  }

  private static String fileName(OrderPath path) {
    return path.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }

  /** A workflow of the same type that pauses before it claims. */
  public static final class PausesFirst implements SmoothieOrderWorkflow {
    @Override
    public OrderResult make(@Nullable OrderRequest request) {
      Workflow.sleep(Duration.ofSeconds(1));
      return new OrderResult(new OrderId("order-1"), "", new RobotName("Robot1"), 1, null);
    }

    @Override
    public void robotSucceeded(@Nullable RobotSucceeded success) {}

    @Override
    public void robotFailed(@Nullable RobotFailed failure) {}

    @Override
    public void wakeUp(@Nullable WakeUp wakeUp) {}

    @Override
    public void heartbeatTimeout(@Nullable HeartbeatTimeout timeout) {}

    @Override
    public CancelAnswer cancel(@Nullable CancelRequest request) {
      return CancelAnswer.TOO_LATE;
    }
  }
}
