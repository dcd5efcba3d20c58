package io.smoothie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders.Delivery;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** An order whose signals fail for ever, beside others' that are taken. */
class HeldSignalsTest {
  private static final OrderId BAD = new OrderId("bad");
  private static final OrderId GOOD = new OrderId("good");

  private final AtomicLong now = new AtomicLong(7);
  private final HeldSignals held = new HeldSignals(Duration.ofMinutes(1), now::get);

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  private void taken(OrderId order) {
    assertEquals(Delivery.DELIVERED, held.unlessRefusedForEver(order, () -> Delivery.DELIVERED));
  }

  private Delivery fails() {
    return held.unlessRefusedForEver(
        BAD,
        () -> {
          throw new IllegalStateException("not now");
        });
  }

  private void failsNow() {
    assertThrows(IllegalStateException.class, this::fails);
  }

  @Test
  void while_temporal_is_away_an_answer_is_held_however_long() {
    taken(GOOD);
    for (int hour = 0; hour < 48; hour++) {
      failsNow();
      pass(Duration.ofHours(1));
    }
  }

  @Test
  void an_order_whose_signal_fails_for_a_minute_while_others_are_taken_is_refused() {
    failsNow();
    pass(Duration.ofSeconds(59));
    taken(GOOD);
    failsNow();
    pass(Duration.ofSeconds(1));

    assertEquals(Delivery.REFUSED, fails());
  }

  @Test
  void right_after_an_outage_an_answer_that_was_held_for_long_has_its_minute() {
    taken(GOOD);
    failsNow();
    pass(Duration.ofHours(1));
    failsNow();
    taken(GOOD);
    failsNow();
    pass(Duration.ofSeconds(59));
    failsNow();
  }

  @Test
  void a_signal_that_is_taken_ends_the_count() {
    failsNow();
    pass(Duration.ofSeconds(59));
    taken(BAD);
    pass(Duration.ofSeconds(2));
    failsNow();
  }
}
