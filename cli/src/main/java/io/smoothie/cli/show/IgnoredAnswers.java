package io.smoothie.cli.show;

import java.util.ArrayList;
import java.util.List;

/** The robots' answers to an order that changed nothing, for people. */
final class IgnoredAnswers {
  private IgnoredAnswers() {}

  /** A line for each, with the reason why it changed nothing. */
  static List<String> lines(OrderStory story) {
    List<String> lines = new ArrayList<>();
    for (Answer answer : story.answers()) {
      if (answer.ignored() != null) {
        lines.add(
            "%s  %s said %s: %s"
                .formatted(
                    Times.near(answer.at(), story.started()),
                    answer.robot() == null ? "an unnamed robot" : answer.robot(),
                    said(answer),
                    answer.ignored()));
      }
    }
    return lines;
  }

  private static String said(Answer answer) {
    if (answer.robot() == null) {
      return "something";
    }
    String reason = answer.reason();
    if (reason == null) {
      return "success";
    }
    return reason.isEmpty() ? "failure" : "failure (" + reason + ")";
  }
}
