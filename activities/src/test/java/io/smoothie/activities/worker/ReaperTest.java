package io.smoothie.activities.worker;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothie.activities.table.AttemptRetention;
import io.smoothie.activities.table.EndingRetention;
import io.smoothie.activities.table.HandClock;
import io.smoothie.activities.table.HeardProgress;
import io.smoothie.activities.table.KeptEnding;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.activities.table.WakeUpCall;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.RunningOrders;
import io.smoothie.workflow.temporal.TemporalNamespace;
import io.temporal.api.enums.v1.EventType;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real table and an in-memory Temporal whose orders no worker takes. */
class ReaperTest {
  private static final RobotName ROBOT = new RobotName("Robot1");
  private static final TellResult TOLD = new TellResult(TellOutcome.TOLD, null);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final TemporalNamespace OURS =
      new TemporalNamespace("default", "ours", "127.0.0.1:1");
  private static final TemporalNamespace ANOTHERS =
      new TemporalNamespace("default", "anothers", "127.0.0.1:1");

  @TempDir Path folder;
  private final HandClock clock = HandClock.atNow();
  private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
  private final Orders orders = new Orders(temporal.getWorkflowClient());

  /** Which Temporal answers. */
  private TemporalNamespace answering = OURS;

  private final Map<OrderId, Instant> starts = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Table table;

  @BeforeEach
  void open() {
    table = Table.open("jdbc:sqlite:" + folder.resolve("robots.db"), clock);
  }

  @AfterEach
  void close() {
    table.close();
    temporal.close();
  }

  @Test
  void a_robot_of_a_terminated_order_is_freed_and_offered_on() {
    table.robots().add(List.of(ROBOT));
    OrderId gone = placed("gone");
    OrderId waits = placed("waits");
    claim(gone);
    assertEquals(ClaimOutcome.QUEUED, claim(waits));
    terminate(gone);
    later(Duration.ofSeconds(6));

    assertTrue(reaper("a").run());

    assertEquals(waits, holder());
    assertTrue(wasWoken(waits));
    KeptEnding kept = table.endings().find(gone).orElseThrow();
    assertEquals(OrderOutcome.FAILED, kept.outcome());
    assertEquals(FailureType.TERMINATED, kept.failureType());
    assertEquals(ROBOT, kept.robot());
    assertEquals(OrderRequest.of("Smoothie"), kept.request());
  }

  @Test
  void old_endings_are_purged_some_in_each_pass() {
    OrderId made = new OrderId("made");
    OrderEnding ending =
        new OrderEnding(
            OrderOutcome.MADE,
            OrderRequest.of("Smoothie"),
            clock.instant(),
            clock.instant(),
            1,
            ROBOT,
            null,
            null,
            null);
    table.claims().finish(new FinishRequest(made, 1, ROBOT, ending));
    later(KEPT.minusMinutes(1));
    assertTrue(reaper("a").run());
    assertTrue(table.endings().find(made).isPresent());
    later(Duration.ofMinutes(1));
    assertTrue(reaper("a").run());
    assertTrue(table.endings().find(made).isEmpty());
  }

  @Test
  void a_robot_of_an_order_that_temporal_does_not_know_is_freed() {
    table.robots().add(List.of(ROBOT));
    claim(new OrderId("never-placed"));
    later(Duration.ofSeconds(6));

    reaper("a").run();

    assertNull(holder());
  }

  @Test
  void an_order_that_another_temporal_does_not_know_keeps_its_robot_its_place_and_its_attempts() {
    table.belongTo(OURS);
    table.robots().add(List.of(ROBOT));
    OrderId made = new OrderId("made");
    claim(made);
    table.claims().finish(new FinishRequest(made, 1, ROBOT));
    OrderId works = new OrderId("works");
    OrderId waits = new OrderId("waits");
    claim(works);
    claim(waits);
    later(KEPT.plusDays(1));
    answering = ANOTHERS;

    assertThrows(TableException.class, () -> reaper("a").run());
    assertEquals(works, holder());
    assertEquals(
        Set.of(),
        new WakeUps(table, orders, new OwnTemporal(table, () -> answering))
            .call(List.of(new WakeUpCall(waits, 1))));
    assertEquals(1, table.queue().length());

    // So that the reaper comes to its next duty.
    table.claims().releaseEnded(works, 1, null);
    table.claims().releaseEnded(waits, 1, null);
    assertThrows(TableException.class, () -> reaper("a").run());
    assertEquals(1, table.attempts().of(made).size());

    answering = OURS;
    reaper("a").run();
    assertEquals(List.of(), table.attempts().of(made));
  }

  @Test
  void a_running_order_keeps_its_robot_for_ever() {
    table.robots().add(List.of(ROBOT));
    OrderId order = placed("order");
    claim(order);
    table.gateways().listening("gateway", true);
    assertEquals(TOLD, tell(order));
    later(Duration.ofDays(30));

    reaper("a").run();

    assertEquals(order, holder());
    assertFalse(wasWoken(order));
  }

  @Test
  void a_robot_that_an_order_has_not_tried_to_tell_for_minutes_goes_to_the_next() {
    table.robots().add(List.of(ROBOT));
    OrderId stuck = placed("stuck");
    OrderId waits = placed("waits");
    claim(stuck);
    claim(waits);
    Reaper reaper = reaper("a");
    later(Reaper.UNTOLD.minusSeconds(1));
    reaper.run();
    assertEquals(stuck, holder());

    later(Duration.ofSeconds(2));
    reaper.run();

    assertEquals(waits, holder());
    assertTrue(wasWoken(waits));
    // It is passed over until it claims again by itself, with a number of its own.
    assertEquals(ClaimOutcome.STALE, claim(stuck));
    assertEquals(ClaimOutcome.QUEUED, claim(stuck, 2));
  }

  @Test
  void an_order_that_tries_in_vain_to_tell_its_robot_keeps_it() {
    table.robots().add(List.of(ROBOT));
    OrderId order = placed("order");
    claim(order);
    later(Reaper.UNTOLD);
    assertEquals(TellOutcome.NO_GATEWAY, tell(order).outcome());
    later(Duration.ofMinutes(2));

    reaper("a").run();

    assertEquals(order, holder());
  }

  @Test
  void orders_whose_row_the_table_has_lost_are_woken_and_seldom_again() {
    table.robots().add(List.of(ROBOT));
    OrderId holds = placed("holds");
    OrderId waits = placed("waits");
    OrderId lost = placed("lost");
    claim(holds);
    table.gateways().listening("gateway", true);
    assertEquals(TOLD, tell(holds));
    claim(waits);
    Reaper reaper = reaper("a");
    reaper.run();
    assertFalse(wasWoken(lost), "it may not have claimed yet");

    later(LostOrders.SOME_MINUTES);
    for (int pass = 0; pass < 3; pass++) {
      later(Duration.ofSeconds(10));
      reaper.run();
    }
    assertEquals(1, signals(lost));
    assertFalse(wasWoken(waits));

    later(Duration.ofMinutes(10));
    reaper.run();
    assertEquals(2, signals(lost));
  }

  @Test
  void an_order_that_is_not_due_yet_is_passed_over_until_some_minutes_after() {
    table.robots().add(List.of(ROBOT));
    Duration ahead = Duration.ofHours(1);
    OrderId order = new OrderId("scheduled");
    orders.place(
        order, OrderRequest.of("Smoothie").withDue(clock.instant().plus(ahead)), "no-worker");
    Reaper reaper = reaper("a");
    for (int pass = 0; pass < 6; pass++) {
      later(Duration.ofMinutes(10));
      reaper.run();
    }
    later(LostOrders.SOME_MINUTES.minusSeconds(1));
    reaper.run();
    assertFalse(wasWoken(order));

    later(Duration.ofSeconds(1));
    reaper.run();
    assertTrue(wasWoken(order));
  }

  @Test
  void the_memory_of_wake_ups_does_not_grow_with_the_orders() {
    table.robots().add(List.of(ROBOT));
    Reaper reaper = reaper("a");
    for (int i = 0; i < 20; i++) {
      OrderId order = placed("order" + i);
      claim(order);
      later(Duration.ofSeconds(6));
      reaper.run();
      assertTrue(wasWoken(order));
      assertEquals(1, reaper.remembered());
      table.claims().releaseEnded(order, 1, null);
    }
  }

  @Test
  void a_robot_claimed_just_now_is_left_alone() {
    table.robots().add(List.of(ROBOT));
    OrderId unknown = new OrderId("not-yet-seen");
    claim(unknown);
    later(Duration.ofSeconds(5));

    reaper("a").run();

    assertEquals(unknown, holder());
  }

  @Test
  void an_order_that_did_not_hear_of_its_robot_is_woken_again() {
    OrderId order = placed("order");
    OrderId first = placed("first");
    table.robots().add(List.of(ROBOT));
    claim(first);
    claim(order);
    // The process that hands over is killed between its commit and its signal.
    table.claims().releaseEnded(first, 1, null);
    assertEquals(order, holder());
    later(Duration.ofSeconds(6));
    Reaper reaper = reaper("a");

    reaper.run();

    assertTrue(wasWoken(order));
    assertEquals(order, holder());

    // Temporal has the signal; one every ten seconds would use up what an order may have.
    later(Duration.ofSeconds(10));
    reaper.run();
    assertEquals(1, signals(order));
  }

  @Test
  void a_clock_that_was_ahead_keeps_no_robot_and_no_lease() {
    later(Duration.ofHours(1));
    table.robots().add(List.of(ROBOT));
    claim(new OrderId("never-placed"));
    assertTrue(reaper("a").run());
    clock.pass(Duration.ofHours(-1));

    assertTrue(reaper("b").run());

    assertNull(holder());
  }

  @Test
  void a_robot_that_the_reaper_frees_is_counted() {
    SimpleMeterRegistry counted = new SimpleMeterRegistry();
    Metrics.addRegistry(counted);
    try {
      table.robots().add(List.of(ROBOT));
      OrderId gone = placed("gone");
      OrderId waits = placed("waits");
      claim(gone);
      claim(waits);
      terminate(gone);
      terminate(waits);
      later(Duration.ofSeconds(6));

      reaper("a").run();

      assertEquals(1, counted.counter("smoothie.reaper", "action", "freed").count());
    } finally {
      Metrics.removeRegistry(counted);
    }
  }

  @Test
  void the_shop_is_shown_by_the_worker_that_holds_the_lease_and_by_no_other() {
    SimpleMeterRegistry shown = new SimpleMeterRegistry();
    Metrics.addRegistry(shown);
    Reaper holder = reaper("a");
    try {
      table.robots().add(List.of(ROBOT, new RobotName("Robot2")));
      claim(placed("works"));
      table.robots().presence(new RobotName("Robot2"), /* connected= */ false, false);
      claim(placed("waits"));
      later(Duration.ofSeconds(4));

      assertTrue(holder.run());

      assertEquals(1, gauge(shown, "smoothie.robots", "status", "WORKING"));
      assertEquals(1, gauge(shown, "smoothie.robots", "status", "OFFLINE"));
      assertEquals(0, gauge(shown, "smoothie.robots", "status", "BROKEN"));
      assertEquals(1, gauge(shown, "smoothie.queue.orders", "priority", "3"));
      assertEquals(0, gauge(shown, "smoothie.queue.orders", "priority", "1"));
      assertEquals(4, gauge(shown, "smoothie.queue.oldest", "priority", "3"), 0.1);

      holder.hide();
      assertFalse(reaper("b").run());

      assertNull(shown.find("smoothie.robots").gauge());
      assertNull(shown.find("smoothie.queue.orders").gauge());
      assertNull(shown.find("smoothie.queue.oldest").gauge());
    } finally {
      holder.hide();
      Metrics.removeRegistry(shown);
    }
  }

  private static double gauge(SimpleMeterRegistry shown, String name, String tag, String value) {
    return shown.get(name).tag(tag, value).gauge().value();
  }

  @Test
  void a_hundred_terminated_waiters_at_the_head_leave_the_queue() {
    table.robots().add(List.of(ROBOT));
    OrderId holds = placed("holds");
    claim(holds);
    List<OrderId> gone = IntStream.range(0, 100).mapToObj(i -> placed("gone" + i)).toList();
    gone.forEach(this::claim);
    OrderId last = placed("last");
    claim(last);
    gone.forEach(this::terminate);

    reaper("a").run();

    assertEquals(1, table.queue().length());
    assertEquals(last, table.queue().list(1).get(0).order());
  }

  @Test
  void waiters_beyond_the_head_have_their_turn() {
    table.robots().add(List.of(ROBOT));
    claim(placed("holds"));
    List<OrderId> all = IntStream.range(0, 250).mapToObj(i -> placed("w" + i)).toList();
    all.forEach(this::claim);
    terminate(all.get(240));
    Reaper reaper = reaper("a");

    for (int pass = 0; pass < 3; pass++) {
      reaper.run();
    }

    assertEquals(249, table.queue().length());
  }

  @Test
  void an_order_whose_robot_falls_silent_is_told_once_for_each_silence() {
    table.robots().add(List.of(ROBOT));
    OrderId order = placed("quiet");
    claim(order);
    table.gateways().listening("gateway", true);
    assertEquals(TOLD, tell(order, Duration.ofSeconds(5)));
    Reaper reaper = reaper("a");
    reaper.run();
    assertEquals(0, signals(order));

    for (int pass = 0; pass < 3; pass++) {
      later(Duration.ofSeconds(9));
      table.gateways().listening("gateway", true);
      reaper.run();
    }
    assertEquals(1, signals(order));

    table.attempts().heard(List.of(new HeardProgress(order, ROBOT, 40, null, System.nanoTime())));
    reaper.run();
    assertEquals(1, signals(order));
    later(Duration.ofSeconds(9));
    table.gateways().listening("gateway", true);
    reaper.run();
    assertEquals(2, signals(order));

    // Another reaper does not know of it; the order itself is asked only about what it waits for.
    reaper("b").run();
    assertEquals(2, signals(order), "another one holds the lease");
  }

  @Test
  void a_silent_robot_of_an_order_that_is_over_is_no_trouble() {
    table.robots().add(List.of(ROBOT));
    OrderId order = new OrderId("never-placed");
    claim(order);
    table.gateways().listening("gateway", true);
    assertEquals(TOLD, tell(order, Duration.ofSeconds(1)));
    later(Duration.ofSeconds(9));
    table.gateways().listening("gateway", true);

    assertTrue(reaper("a").run());

    assertEquals(RobotStatus.ONLINE, table.robots().find(ROBOT).orElseThrow().status());
  }

  @Test
  void waiters_left_without_any_robot_are_woken_even_when_the_removal_could_not_wake_them() {
    table.robots().add(List.of(ROBOT));
    claim(placed("holds"));
    OrderId order = placed("order");
    claim(order);
    // The process that removes is killed before it wakes them.
    table.robots().remove(ROBOT, new OrderId("holds"));

    reaper("a").run();

    assertTrue(wasWoken(order));
  }

  @Test
  void attempts_of_orders_that_are_over_are_deleted_once_they_are_old() {
    SimpleMeterRegistry counted = new SimpleMeterRegistry();
    Metrics.addRegistry(counted);
    try {
      table.robots().add(List.of(ROBOT));
      OrderId made = placed("made");
      claim(made);
      finish(made);
      terminate(made);
      OrderId failed = placed("failed");
      claim(failed);
      terminate(failed);
      later(Duration.ofSeconds(6));
      Reaper reaper = reaper("a");
      reaper.run();
      later(KEPT.minusMinutes(1));
      OrderId young = placed("young");
      claim(young);
      finish(young);
      reaper.run();
      assertEquals(List.of(1, 1, 1), attempts(made, failed, young));

      later(AttemptPurge.PAUSE);
      reaper.run();

      assertEquals(List.of(0, 0, 1), attempts(made, failed, young));
      assertEquals(2, counted.counter("smoothie.reaper", "action", "purged").count());
    } finally {
      Metrics.removeRegistry(counted);
    }
  }

  /** No worker has run for weeks: the order must not forget its robot when one comes back. */
  @Test
  void an_order_that_runs_keeps_its_attempts_for_ever_also_with_neither_robot_nor_place() {
    table.robots().add(List.of(ROBOT));
    OrderId order = placed("order");
    claim(order);
    table
        .claims()
        .broken(new BrokenRequest(order, 1, ROBOT, AttemptOutcome.TIMED_OUT, "no answer"));
    later(Duration.ofDays(365));

    assertTrue(reaper("a").run());

    assertEquals(List.of(1), attempts(order));
    terminate(order);
    assertTrue(reaper("a").run());
    assertEquals(List.of(0), attempts(order));
  }

  @Test
  void old_attempts_behind_pages_of_those_of_an_order_that_runs_are_deleted_in_several_passes()
      throws SQLException {
    OrderId running = placed("running");
    OrderId over = new OrderId("over");
    ended(running, AttemptPurge.PAGE + 1);
    later(Duration.ofHours(1));
    ended(over, 2_000);
    later(KEPT.plusHours(1));
    Reaper reaper = reaper("a");

    reaper.run();
    int left = table.attempts().of(over).size();
    await("the rest").until(() -> reaper.run() && table.attempts().of(over).isEmpty());

    assertTrue(left > 0 && left < 2_000, left + " left after one pass");
    assertEquals(List.of(AttemptPurge.PAGE + 1, 0), attempts(running, over));
  }

  @Test
  void only_one_process_at_a_time_reaps() {
    assertTrue(reaper("a").run());
    assertFalse(reaper("b").run());
    assertTrue(reaper("a").run());
    later(Duration.ofSeconds(31));
    assertTrue(reaper("b").run());
  }

  private TellResult tell(OrderId order) {
    return tell(order, /* heartbeat= */ null);
  }

  private TellResult tell(OrderId order, @Nullable Duration heartbeat) {
    return table
        .claims()
        .tell(
            new TellRequest(order, 1, ROBOT, "Green", Duration.ofSeconds(10), null, heartbeat),
            () -> TOLD);
  }

  /** One that keeps attempts for a day. */
  private Reaper reaper(String name) {
    OwnTemporal own = new OwnTemporal(table, () -> answering);
    return new Reaper(
        table,
        orders,
        new RunningOrders(temporal.getWorkflowClient(), 200),
        new WakeUps(table, orders, own),
        own,
        new AttemptRetention(KEPT, 1_000),
        new EndingRetention(KEPT, 1_000),
        name);
  }

  private OrderId placed(String name) {
    OrderId order = new OrderId(name);
    orders.place(order, OrderRequest.of("Smoothie"), "no-worker");
    later(Duration.ofMillis(1));
    return order;
  }

  private ClaimOutcome claim(OrderId order) {
    return claim(order, 1);
  }

  private ClaimOutcome claim(OrderId order, int claim) {
    later(Duration.ofMillis(1));
    Instant started = starts.computeIfAbsent(order, first -> clock.instant());
    return table
        .claims()
        .claim(new ClaimRequest(order, claim, 3, started, /* queue= */ true))
        .outcome();
  }

  private void finish(OrderId order) {
    table.claims().finish(new FinishRequest(order, 1, ROBOT));
  }

  /** The order's robots were freed that many times, a millisecond apart. */
  private void ended(OrderId order, int attempts) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("robots.db"));
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO attempts (order_id, claim, robot, outcome, started_at, ended_at, order_started_at)
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
                SELECT ?, i, 'Robot1', 'not_sent', 1, ? + i, 1 FROM n
                """)) {
      insert.setInt(1, attempts);
      insert.setString(2, order.value());
      insert.setLong(3, clock.millis());
      insert.executeUpdate();
    }
  }

  /** How many attempts of each the table has. */
  private List<Integer> attempts(OrderId... orders) {
    return Arrays.stream(orders).map(order -> table.attempts().of(order).size()).toList();
  }

  private void terminate(OrderId order) {
    temporal
        .getWorkflowClient()
        .newUntypedWorkflowStub(order.workflowId())
        .terminate("the test says so");
  }

  private boolean wasWoken(OrderId order) {
    return signals(order) > 0;
  }

  private long signals(OrderId order) {
    return temporal.getWorkflowClient().fetchHistory(order.workflowId()).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
        .count();
  }

  private @Nullable OrderId holder() {
    return table.robots().find(ROBOT).orElseThrow().order();
  }

  private void later(Duration duration) {
    clock.pass(duration);
  }
}
