package io.smoothie.cli.orders;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.KeptEnding;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.show.OrderHeadline;
import io.smoothie.cli.show.OrderJson.Asked;
import io.smoothie.cli.show.OrderJson.Failed;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.cli.show.PlacedAgain;
import io.smoothie.cli.show.Times;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order that Temporal has forgotten, by what the table has kept; JSON has these field names in
 * snake_case, which are those of every order.
 */
record ForgottenOrder(
    OrderId id,
    String workflowId,
    String smoothie,
    OrderStatus status,
    @Nullable RobotName robot,
    Asked request,
    Instant started,
    Instant ended,
    @Nullable Failed failure,
    @Nullable OrderId redriveOf,
    List<PlacedAgain> redrives,
    @JsonIgnoreProperties({"order", "smoothie"}) List<Attempt> attempts,
    List<String> remarks) {

  /**
   * @param family the orders of which it is one
   */
  static ForgottenOrder of(KeptEnding ending, List<Attempt> attempts, Redrives.Family family) {
    Listed listed = Listed.of(ending);
    return new ForgottenOrder(
        ending.order(),
        listed.workflowId(),
        ending.request().smoothie(),
        listed.status(),
        ending.robot(),
        Asked.of(ending.request()),
        ending.placed(),
        ending.ended(),
        listed.failure(),
        family.first().equals(ending.order()) ? null : family.first(),
        family.redrives(),
        attempts,
        Stream.concat(
                Stream.of("Temporal has forgotten this order: the table keeps how it ended."),
                family.redrives().stream().map(PlacedAgain::remark))
            .toList());
  }

  List<String> lines(KeptEnding ending, Look look) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Order %s: %s, %s%s after %s"
            .formatted(
                id,
                OrderHeadline.smoothie(ending.request()),
                look.paint(OrderHeadline.ink(status), status.word()),
                robot == null ? "" : " (robot " + robot + ")",
                Times.length(ending.due(), ended)));
    lines.add(
        "Placed %s, over %s; %s"
            .formatted(Times.day(started), Times.day(ended), ending.request().terms()));
    if (request.params() != null) {
      lines.add("Params: " + Text.forOneLine(request.params().toString(), 5_000));
    }
    if (failure != null && failure.message() != null) {
      lines.add("%s (%s)".formatted(Text.forOneLine(failure.message(), 2000), failure.type()));
    }
    for (Attempt attempt : attempts) {
      lines.add(
          "  Claim %s: %s %s%s"
              .formatted(
                  attempt.claim(),
                  attempt.robot(),
                  attempt.outcome().word(),
                  attempt.reason().isEmpty() ? "" : ": " + Text.forOneLine(attempt.reason(), 300)));
    }
    lines.addAll(remarks);
    if (status != OrderStatus.MADE) {
      lines.add("Place it again: smoothie orders redrive " + id);
    }
    return lines;
  }
}
