package io.smoothie.cli.show;

import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.Text;

/** An order in one line, for people. */
public final class OrderHeadline {
  private final Look look;

  public OrderHeadline(Look look) {
    this.look = look;
  }

  /** The smoothie, the status, and the robot or the length of time that go with it. */
  public String of(OrderView view) {
    OrderStory story = view.story();
    OrderStatus status = view.status();
    String word = look.paint(ink(status), status.word());
    return "%s, %s%s".formatted(smoothie(story.request()), word, more(view));
  }

  private static String more(OrderView view) {
    OrderStory story = view.story();
    Ending ending = story.ending();
    if (view.status() == OrderStatus.SCHEDULED) {
      return ", due in " + Times.length(view.now(), story.due());
    }
    if (ending == null) {
      return view.status() == OrderStatus.WORKING && story.robot() != null
          ? " with %s for %s".formatted(story.robot(), Times.length(story.due(), view.now()))
          : " for " + Times.length(story.due(), view.now());
    }
    String took = Times.length(story.due(), ending.at());
    OrderResult result = ending.result();
    if (result != null) {
      return " by %s in %s%s"
          .formatted(
              result.robot(), took, result.attempt() > 1 ? ", attempt " + result.attempt() : "");
    }
    return ending.status() == OrderStatus.MADE
        ? " in %s (its result cannot be read)".formatted(took)
        : " after %s".formatted(took);
  }

  /** The colour of a status. */
  public static Ink ink(OrderStatus status) {
    return switch (status) {
      case SCHEDULED, WAITING, WORKING -> Ink.NOW;
      case MADE -> Ink.GOOD;
      case FAILED -> Ink.BAD;
      case CANCELLED -> Ink.BOLD;
    };
  }

  /** The smoothie's name, fit for a line. */
  public static String smoothie(OrderRequest request) {
    return smoothie(request.smoothie());
  }

  /** As {@link #smoothie(OrderRequest)}, of its name. */
  public static String smoothie(String smoothie) {
    String name = Text.forOneLine(smoothie, OrderRequest.MAX_SMOOTHIE_CODE_POINTS);
    return name.isEmpty() ? "(no smoothie)" : name;
  }
}
