package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.Needs;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellRequest;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderOutcome;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A table on some database, and short words for what the tests do with it. */
abstract class TableContract {
  static final RobotName ROBOT1 = new RobotName("Robot1");
  static final RobotName ROBOT2 = new RobotName("Robot2");
  static final OrderId APPLE = new OrderId("apple");
  static final OrderId BERRY = new OrderId("berry");
  static final OrderId CHERRY = new OrderId("cherry");

  /**
   * Every way a robot's status can change: only an order that has a robot breaks it, and only a
   * repair makes it whole.
   */
  static final Set<String> TRANSITIONS =
      Set.of(
          "ONLINE → WORKING",
          "ONLINE → OFFLINE",
          "WORKING → ONLINE",
          "WORKING → OFFLINE",
          "WORKING → BROKEN",
          "BROKEN → ONLINE",
          "BROKEN → OFFLINE",
          "BROKEN → WORKING",
          "OFFLINE → ONLINE",
          "OFFLINE → WORKING",
          "ONLINE → OUT_OF_SERVICE",
          "OFFLINE → OUT_OF_SERVICE",
          "BROKEN → OUT_OF_SERVICE",
          "OUT_OF_SERVICE → ONLINE",
          "OUT_OF_SERVICE → OFFLINE",
          "OUT_OF_SERVICE → WORKING",
          "WORKING → DRAINING",
          "DRAINING → WORKING",
          "DRAINING → OUT_OF_SERVICE",
          "DRAINING → BROKEN");

  static final Duration START_TO_CLOSE = Duration.ofSeconds(10);

  final HandClock clock = new HandClock();

  @SuppressWarnings("NullAway.Init") // opened before each test
  Table table;

  /** Of the orders that are told from now on. */
  @Nullable Duration heartbeat;

  private final List<WakeUpCall> woken = Collections.synchronizedList(new ArrayList<>());
  private final Map<OrderId, Instant> starts = new HashMap<>();

  /** The URL of a database that does not exist yet. */
  abstract String freshUrl();

  @BeforeEach
  void open() {
    table = Table.open(freshUrl(), clock).waking(woken::addAll);
  }

  @AfterEach
  void close() {
    table.close();
  }

  /** Orders start a second apart, in the order in which a test first claims for them. */
  Instant start(OrderId order) {
    return starts.computeIfAbsent(
        order, o -> HandClock.START.minusSeconds(1_000).plusSeconds(starts.size()));
  }

  void robots(RobotName... names) {
    assertEquals(names.length, table.robots().add(Arrays.asList(names)).size());
  }

  ClaimResult claim(OrderId order, int claim) {
    return claim(order, claim, 3);
  }

  ClaimResult claim(OrderId order, int claim, int priority) {
    return table.claims().claim(new ClaimRequest(order, claim, priority, start(order), true));
  }

  ClaimResult claim(OrderId order, int claim, Needs needs) {
    return table.claims().claim(new ClaimRequest(order, claim, 3, start(order), true, null, needs));
  }

  /** The skills of that name, with blanks between. */
  static Needs needs(String skills) {
    return new Needs(Skills.ofText(skills), null);
  }

  static Needs only(RobotName robot) {
    return new Needs(Skills.NONE, robot);
  }

  void robot(RobotName name, String skills) {
    assertEquals(1, table.robots().add(List.of(name), Skills.ofText(skills)).size());
  }

  ClaimResult claimWithoutQueue(OrderId order, int claim) {
    return table.claims().claim(new ClaimRequest(order, claim, 3, start(order), false));
  }

  List<WakeUpCall> finish(OrderId order, int claim, RobotName robot) {
    OrderEnding ending =
        new OrderEnding(
            OrderOutcome.MADE,
            OrderRequest.of("Smoothie"),
            start(order),
            start(order),
            1,
            robot,
            null,
            null,
            null);
    return wokenBy(() -> table.claims().finish(new FinishRequest(order, claim, robot, ending)));
  }

  void timedOut(OrderId order, int claim, RobotName robot) {
    table
        .claims()
        .broken(new BrokenRequest(order, claim, robot, AttemptOutcome.TIMED_OUT, "no answer"));
  }

  /** A gateway says that it listens, and has since it said so last. */
  void listening() {
    table.gateways().listening("gateway", true);
  }

  /** Whether the robot is to be told, while a gateway listens. */
  boolean telling(OrderId order, int claim, RobotName robot) {
    listening();
    AtomicBoolean told = new AtomicBoolean();
    tell(
        order,
        claim,
        robot,
        () -> {
          told.set(true);
          return new TellResult(TellOutcome.TOLD, null);
        });
    return told.get();
  }

  TellResult tell(OrderId order, int claim, RobotName robot, Supplier<TellResult> publish) {
    return table
        .claims()
        .tell(
            new TellRequest(order, claim, robot, "Green", START_TO_CLOSE, null, heartbeat),
            publish);
  }

  List<WakeUpCall> free(OrderId order, int claim, RobotName robot) {
    FreeRequest request =
        FreeRequest.untold(order, claim, robot, AttemptOutcome.NOT_SENT, "not connected");
    return wokenBy(() -> table.claims().free(request));
  }

  Optional<RobotName> leave(OrderId order, int claim) {
    return table.claims().leave(new LeaveRequest(order, claim));
  }

  /** The order's ending, whatever it has. */
  List<WakeUpCall> end(OrderId order) {
    return wokenBy(() -> table.claims().end(new EndRequest(order, start(order), true)));
  }

  /** The orders that the call has the table wake, once it is committed. */
  List<WakeUpCall> wokenBy(Runnable call) {
    woken.clear();
    call.run();
    return List.copyOf(woken);
  }

  Robot robot(RobotName name) {
    return table.robots().find(name).orElseThrow();
  }

  Attempt attempt(OrderId order, RobotName robot) {
    return table.attempts().find(order, robot).orElseThrow();
  }

  AttemptOutcome outcome(OrderId order, RobotName robot) {
    return attempt(order, robot).outcome();
  }

  List<OrderId> waiting() {
    return table.queue().list(100).stream().map(Waiter::order).toList();
  }

  /** Writes rows past the table's own way. */
  void execute(String sql, Object... arguments) {
    int unused = table.database().write(tx -> tx.handle().execute(sql, arguments));
  }

  static List<WakeUpCall> wake(OrderId order, int claim) {
    return List.of(new WakeUpCall(order, claim));
  }
}
