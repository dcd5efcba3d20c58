package io.smoothie.cli.orders;

import io.smoothie.cli.input.Moments;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.RobotName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Mix in: which orders, by what is known of them. */
final class FilterOptions {
  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      description = "Only these, one or several: ${COMPLETION-CANDIDATES}.")
  private List<OrderStatus> statuses = List.of();

  @Option(
      names = "--robot",
      paramLabel = "NAME",
      converter = Values.OfRobot.class,
      description = "Only those that this robot has, or had last.")
  private @Nullable RobotName robot;

  @Option(
      names = "--smoothie",
      paramLabel = "NAME",
      description = "Only orders for it: the whole name.")
  private @Nullable String smoothie;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Moments.class,
      description =
          "Only those placed since then: 1h for an hour ago, or a time such as"
              + " 2026-12-01T08:00, in the local time zone unless it has an offset.")
  private @Nullable Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Moments.class,
      description = "Only those placed before.")
  private @Nullable Instant until;

  /**
   * @param failure only those with this type of failure, or null
   */
  OrderFilter filter(@Nullable String failure) {
    return new OrderFilter(Set.copyOf(statuses), robot, smoothie, since, until, failure);
  }
}
