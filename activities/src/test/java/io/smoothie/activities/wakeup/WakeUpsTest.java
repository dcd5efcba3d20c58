package io.smoothie.activities.wakeup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders.Delivery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WakeUpsTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final OrderId APPLE = new OrderId("apple");
  private static final OrderId BERRY = new OrderId("berry");
  private static final OrderId CHERRY = new OrderId("cherry");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Table table;

  private Instant start = Instant.EPOCH;

  private final FakeSignaller signaller = new FakeSignaller();

  @BeforeEach
  void open() {
    table = Table.open("jdbc:sqlite:" + folder.resolve("smoothie.db"));
    table.robots().add(List.of(ROBOT1));
  }

  @AfterEach
  void close() {
    table.close();
  }

  @Test
  void every_order_is_signalled_by_its_claim() {
    wakeUps().call(List.of(new WakeUpCall(APPLE, 1), new WakeUpCall(BERRY, 4)));
    assertEquals(List.of("apple 1", "berry 4"), signaller.calls);
  }

  @Test
  void the_robot_of_an_order_that_is_gone_is_offered_on_at_once_past_a_hundred_of_them() {
    claim(APPLE);
    for (int i = 0; i < 100; i++) {
      OrderId gone = new OrderId("gone-" + i);
      claim(gone);
      signaller.gone.add(gone);
    }
    claim(BERRY);
    wakeUps().call(finish(APPLE));
    assertEquals(BERRY, table.robots().find(ROBOT1).orElseThrow().order());
    assertEquals(0, table.queue().length());
    assertEquals(101, signaller.calls.size());
    assertEquals("berry 1", signaller.calls.get(100));
  }

  @Test
  void one_call_that_fails_does_not_keep_the_next_from_being_woken() {
    claim(APPLE);
    claim(BERRY);
    signaller.failures = 1;
    WakeUpCall next = finish(APPLE).get(0);
    assertEquals(Set.of(next), wakeUps().call(List.of(new WakeUpCall(CHERRY, 1), next)));
    assertEquals(List.of("cherry 1", "berry 1"), signaller.calls);
  }

  @Test
  void an_order_that_temporal_signals_no_more_is_not_gone() {
    assertTrue(WakeUps.isThere(APPLE, Delivery.DELIVERED));
    assertFalse(WakeUps.isThere(APPLE, Delivery.NO_SUCH_ORDER));
    assertThrows(IllegalStateException.class, () -> WakeUps.isThere(APPLE, Delivery.REFUSED));
  }

  @Test
  void while_temporal_is_away_the_rest_is_left_to_the_reaper() {
    signaller.failures = Integer.MAX_VALUE;
    List<WakeUpCall> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(new WakeUpCall(new OrderId("o" + i), 1));
    }
    wakeUps().call(calls);
    assertEquals(WakeUps.MAX_FAILURES, signaller.calls.size());
  }

  @Test
  void a_table_that_fails_is_left_to_the_reaper_too() {
    signaller.gone.add(APPLE);
    WakeUps wakeUps = wakeUps();
    table.close();
    wakeUps.call(List.of(new WakeUpCall(APPLE, 1)));
    assertEquals(List.of("apple 1"), signaller.calls);
  }

  @Test
  void a_table_with_them_wakes_the_order_that_its_next_call_gives_a_robot() {
    claim(APPLE);
    claim(BERRY);

    table.waking(wakeUps()::call).claims().finish(new FinishRequest(APPLE, 1, ROBOT1));

    assertEquals(List.of("berry 1"), signaller.calls);
  }

  /** Orders start a second apart, in the order in which they claim. */
  private void claim(OrderId order) {
    start = start.plusSeconds(1);
    table.claims().claim(new ClaimRequest(order, 1, 3, start, true));
  }

  /** The order that got the robot, and has not been woken. */
  private List<WakeUpCall> finish(OrderId order) {
    List<WakeUpCall> calls = new ArrayList<>();
    table.waking(calls::addAll).claims().finish(new FinishRequest(order, 1, ROBOT1));
    return calls;
  }

  private WakeUps wakeUps() {
    return new WakeUps(table, signaller);
  }

  private static final class FakeSignaller implements WakeUps.Signaller {
    final List<String> calls = new ArrayList<>();
    final Set<OrderId> gone = new HashSet<>();
    int failures;

    @Override
    public boolean wakeUp(OrderId order, int claim) {
      calls.add(order + " " + claim);
      if (failures > 0) {
        failures--;
        throw new IllegalStateException("Temporal is away");
      }
      return !gone.contains(order);
    }
  }
}
