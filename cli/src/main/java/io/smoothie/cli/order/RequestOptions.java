package io.smoothie.cli.order;

import io.smoothie.cli.input.Values;
import io.smoothie.workflow.OrderRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Mix in: how an order is to be made. */
public final class RequestOptions {
  @Option(
      names = "--start-to-close",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description =
          "How long a robot has, from being told to its success: 1s to 1d (default: 10s).")
  private @Nullable Duration startToClose;

  @Option(
      names = "--limit",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description = "For the whole making, waiting in the queue left out: up to 7d (default: 15m).")
  private @Nullable Duration limit;

  @Option(
      names = "--priority",
      paramLabel = "1..5",
      description = "Its place in the queue: 1 is served first, 5 last (default: 3).")
  private @Nullable Integer priority;

  @Option(
      names = "--queue-timeout",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description =
          "How long it waits for a free robot each time; 0: not at all, up to 365d (default: 4d).")
  private @Nullable Duration queueTimeout;

  @Option(
      names = "--attempts",
      paramLabel = "N",
      description = "How many robots may try, one after the other: 1 to 100 (default: 3).")
  private @Nullable Integer attempts;

  @Mixin private NeedsOptions needs = new NeedsOptions();

  @Option(
      names = "--heartbeat",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description =
          "The robot has to say how far it is at least this often, 1s to 1d, or its attempt is over"
              + " (default: it may be silent).")
  private @Nullable Duration heartbeat;

  /**
   * The order as asked.
   *
   * @throws IllegalArgumentException when it cannot be made; says why
   */
  public OrderRequest of(OrderRequest withDefaults) {
    OrderRequest request = withDefaults.withNeeds(needs.needs());
    if (startToClose != null) {
      request = request.withStartToClose(startToClose);
    }
    if (limit != null) {
      request = request.withLimit(limit);
    }
    if (priority != null) {
      request = request.withPriority(priority);
    }
    if (queueTimeout != null) {
      request = request.withQueueTimeout(queueTimeout);
    }
    if (attempts != null) {
      request = request.withAttempts(attempts);
    }
    if (heartbeat != null) {
      request = request.withHeartbeat(heartbeat);
    }
    request
        .refusal()
        .ifPresent(
            sentence -> {
              throw new IllegalArgumentException(sentence);
            });
    return request;
  }
}
