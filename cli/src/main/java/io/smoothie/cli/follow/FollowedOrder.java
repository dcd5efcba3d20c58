package io.smoothie.cli.follow;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.output.Json;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.show.Ending;
import io.smoothie.cli.show.OrderHeadline;
import io.smoothie.cli.show.OrderJson;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderTable;
import io.smoothie.cli.show.OrderView;
import io.smoothie.workflow.Text;
import java.io.PrintWriter;
import java.time.Instant;

/** The result that is printed once an order has been followed, and the exit code for it. */
public final class FollowedOrder {
  private FollowedOrder() {}

  /** The exit code for how an order stands. */
  public static int exitCode(OrderStatus status) {
    return switch (status) {
      case MADE -> ExitCode.OK;
      case FAILED -> ExitCode.FAILED;
      case CANCELLED -> ExitCode.CANCELLED;
      case SCHEDULED, WAITING, WORKING -> ExitCode.STILL_GOING;
    };
  }

  /** The result of {@code order}, for people. */
  public static void printText(PrintWriter out, Look look, OrderStory story) {
    OrderView view = OrderTable.withoutTable(story, Instant.now());
    out.println(new OrderHeadline(look).of(view) + " (order " + story.order() + ")");
    Ending ending = story.ending();
    if (ending == null) {
      out.println(
          "Still going. Follow it: smoothie orders show %s --follow".formatted(story.order()));
    } else if (ending.result() != null && ending.result().result() != null) {
      out.println("Result: " + Text.forOneLine(ending.result().result().toString(), 5_000));
    } else if (ending.status() != OrderStatus.MADE) {
      out.println(ending.message() + " (" + ending.type() + ")");
      out.println("What happened, and what to do: smoothie orders show " + story.order());
    }
    out.flush();
  }

  /** The result for scripts. */
  public static void printJson(PrintWriter out, OrderView view) {
    out.println(Json.pretty(OrderJson.of(view)));
    out.flush();
  }
}
