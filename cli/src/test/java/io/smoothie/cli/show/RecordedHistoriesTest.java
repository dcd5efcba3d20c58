package io.smoothie.cli.show;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.RobotName;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The histories that the workflow's tests have recorded: whole, as they grow, and torn. */
class RecordedHistoriesTest {
  static Stream<java.nio.file.Path> recorded() throws IOException {
    try (var files =
        Files.list(java.nio.file.Path.of("../workflow/src/test/resources/histories"))) {
      return files.sorted().toList().stream();
    }
  }

  private static History history(List<HistoryEvent> events) {
    return new History(Histories.ORDER, events, DefaultDataConverter.STANDARD_INSTANCE);
  }

  private static List<HistoryEvent> events(java.nio.file.Path file) throws IOException {
    return WorkflowExecutionHistory.fromJson(Files.readString(file)).getEvents();
  }

  private static void show(OrderStory story) {
    OrderView view = OrderTable.withoutTable(story, Histories.START);
    assertFalse(new OrderText(Look.PLAIN).lines(view).isEmpty());
    assertFalse(Json.line(OrderJson.of(view)).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void a_history_that_grows_is_shown_at_every_event_as_when_it_is_read_at_once(
      java.nio.file.Path file) throws IOException {
    List<HistoryEvent> events = events(file);
    History grown = history(List.of());
    for (int read = 1; read <= events.size(); read++) {
      // A batch may begin again from the first event.
      grown = grown.with(events.subList(read % 2 == 0 ? 0 : read - 1, read));
      OrderStory story = grown.story();
      assertEquals(history(events.subList(0, read)).story(), story);
      assertEquals(read == events.size(), story.status().isOver());
      show(story);
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void a_history_that_lacks_an_event_is_shown_and_ends_as_it_did(java.nio.file.Path file)
      throws IOException {
    List<HistoryEvent> events = events(file);
    OrderStatus status = history(events).story().status();
    for (int missing = 1; missing < events.size() - 1; missing++) {
      List<HistoryEvent> torn = new ArrayList<>(events);
      torn.remove(missing);
      OrderStory story = history(torn).story();
      assertEquals(status, story.status());
      show(story);
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void at_every_event_the_answer_that_counts_is_the_one_that_the_workflow_acted_on(
      java.nio.file.Path file) throws IOException {
    List<HistoryEvent> events = events(file);
    for (int read = 1; read <= events.size(); read++) {
      History known = history(events.subList(0, read));
      for (Step step : new Steps(known.converter()).in(known.events())) {
        RobotName robot =
            switch (step.name()) {
              case OrderActivities.SET_ROBOT_FINISHED ->
                  step.input().as(FinishRequest.class).orElseThrow().robot();
              case OrderActivities.SET_ROBOT_BROKEN ->
                  step.input().as(BrokenRequest.class).orElseThrow().robot();
              default -> null;
            };
        if (robot != null) {
          boolean answered =
              step.name().equals(OrderActivities.SET_ROBOT_FINISHED) || Stages.isReported(step);
          assertEquals(
              answered ? 1 : 0,
              known.story().answers().stream().filter(said -> said.countsFor(robot)).count());
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void an_answer_that_the_workflow_counted_is_shown_as_counted(java.nio.file.Path file)
      throws IOException {
    OrderStory story = history(events(file)).story();
    Ending ending = story.ending();
    if (ending != null && ending.result() != null) {
      var robot = ending.result().robot();
      assertEquals(1, story.answers().stream().filter(said -> said.countsFor(robot)).count());
    }
    assertNotEquals(List.of(), story.path());
  }
}
