package io.smoothie.activities.mqtt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ShortConnectionsTest {
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final boolean SILENTLY = true;

  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final ShortConnections connections = new ShortConnections(nanoTime::get);

  @Test
  void three_silent_ends_within_seconds_are_another_client() {
    assertFalse(lostAfter(Duration.ofHours(1)), "one that lasted says nothing");
    assertFalse(lostAfter(SHORT));
    assertFalse(lostAfter(SHORT));
    assertTrue(lostAfter(SHORT));
  }

  @Test
  void a_broker_that_restarts_again_and_again_refuses_connections_in_between() {
    for (int i = 0; i < 10; i++) {
      assertFalse(lostAfter(SHORT));
      assertFalse(connections.lost(!SILENTLY), "a connect that failed");
    }
  }

  @Test
  void a_broker_that_takes_a_connection_and_ends_it_before_all_is_made_is_not_another_client() {
    for (int i = 0; i < 10; i++) {
      assertFalse(connections.lost(SILENTLY));
    }
  }

  @Test
  void a_bad_network_breaks_connections_with_an_error_now_and_then() {
    for (int i = 0; i < 10; i++) {
      assertFalse(lostAfter(SHORT));
      assertFalse(lostAfter(SHORT));
      connections.made();
      assertFalse(connections.lost(!SILENTLY));
    }
  }

  @Test
  void connections_that_last_are_not_thrown_out() {
    for (int i = 0; i < 10; i++) {
      assertFalse(lostAfter(Duration.ofSeconds(6)));
    }
  }

  private boolean lostAfter(Duration time) {
    connections.made();
    nanoTime.addAndGet(time.toNanos());
    return connections.lost(SILENTLY);
  }
}
