package io.smoothie.workflow;

import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stages an order has gone through, shown as the execution's current details in Temporal's Web
 * UI and counted as {@code smoothie_stage_transitions}.
 */
final class Path {
  /**
   * How many of the last stages are shown: an order that finds no broker repeats its stages often.
   */
  private static final int SHOWN = 12;

  private final List<Stage> stages = new ArrayList<>();

  /**
   * Goes on to {@code stage}.
   *
   * @param words the state in words, as Markdown; the Web UI shows little more than its first line
   */
  void enter(Stage stage, String words) {
    Stage from = last();
    if (from != null && !from.next().contains(stage)) {
      throw new IllegalStateException("From %s an order cannot go to %s".formatted(from, stage));
    }
    OrderMetric.STAGE_TRANSITIONS.count(
        Map.of("from", from == null ? "Start" : from.title(), "to", stage.title()));
    stages.add(stage);
    say(words);
  }

  /** Shows other words; the stage stays. */
  void say(String words) {
    int skipped = Math.max(0, stages.size() - SHOWN);
    String lit =
        stages.stream()
            .skip(skipped)
            .map(stage -> "**" + stage.title() + "**")
            .collect(Collectors.joining(" → ", skipped > 0 ? "… → " : "", ""));
    Workflow.setCurrentDetails(words + "\n\n" + lit);
  }

  @Nullable Stage last() {
    return stages.isEmpty() ? null : stages.get(stages.size() - 1);
  }
}
