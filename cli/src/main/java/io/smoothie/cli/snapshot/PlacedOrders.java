package io.smoothie.cli.snapshot;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.Text;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What orders were placed with, which the table does not have: asked of Temporal once for each
 * order, some at a time, and remembered while it is shown.
 */
final class PlacedOrders {
  private static final int REMEMBERED = 2_000;
  private static final Placed NO_SUCH_ORDER = new Placed("", Duration.ZERO);

  private final Function<OrderId, Optional<OrderRequest>> ask;
  private final Map<OrderId, Placed> known =
      new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OrderId, Placed> eldest) {
          return size() > REMEMBERED;
        }
      };

  private int mayAsk;

  /** An order's smoothie, fit for one line, and how long a robot may take. */
  record Placed(String smoothie, Duration startToClose) {
    static Placed of(OrderRequest request) {
      return new Placed(
          Text.forOneLine(request.smoothie(), OrderRequest.MAX_SMOOTHIE_CODE_POINTS),
          request.startToClose());
    }
  }

  /**
   * @param ask may throw when Temporal cannot be asked
   */
  PlacedOrders(Function<OrderId, Optional<OrderRequest>> ask) {
    this.ask = ask;
  }

  /** From now on so many orders may be asked for; the others stay unknown. */
  void mayAsk(int most) {
    mayAsk = most;
  }

  /** Null when it is not known, or there is no such order. */
  @Nullable Placed find(@Nullable OrderId order) {
    if (order == null) {
      return null;
    }
    Placed placed = known.get(order);
    if (placed == null && mayAsk > 0) {
      mayAsk--;
      placed = asked(order);
    }
    return NO_SUCH_ORDER.equals(placed) ? null : placed;
  }

  @Nullable String smoothie(@Nullable OrderId order) {
    Placed placed = find(order);
    return placed == null ? null : placed.smoothie;
  }

  private @Nullable Placed asked(OrderId order) {
    try {
      Placed placed = ask.apply(order).map(Placed::of).orElse(NO_SUCH_ORDER);
      known.put(order, placed);
      return placed;
    } catch (RuntimeException e) {
      // The snapshot says that Temporal is away; the next one asks again.
      mayAsk = 0;
      return null;
    }
  }
}
