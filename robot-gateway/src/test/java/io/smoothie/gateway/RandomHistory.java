package io.smoothie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Attempt;
import io.smoothie.activities.table.HeardProgress;
import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.Said;
import io.smoothie.gateway.RandomShop.Told;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.Needs;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.SmoothieOrderWorkflow.CancelAnswer;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.CancelUnconfirmedException;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.Topics;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One random sequence of what can happen to orders and robots, beside a model of what must come of
 * it. Where time stands still the same seed plays the same sequence.
 */
final class RandomHistory {
  private static final RobotName STRANGER = new RobotName("Stranger");
  private static final Logger log = LoggerFactory.getLogger(RandomHistory.class);

  private static final int STEPS = 25;

  /** A timer that wakes late grants 30 seconds, and workers are never away for as long again. */
  private static final Duration OVERDUE = Duration.ofMinutes(1);

  private static final Skills HEAT = Skills.ofText("heat");
  private static final List<RobotName> NAMES =
      List.of(new RobotName("R1"), new RobotName("R2"), new RobotName("R3"), new RobotName("R4"));

  private final long seed;
  private final Random random;
  private final RandomShop shop;
  private final RandomTime time;
  private final List<String> story = new ArrayList<>();
  private final Map<OrderId, OrderModel> orders = new LinkedHashMap<>();

  /**
   * @param shop one in which nothing is held
   */
  RandomHistory(long seed, RandomShop shop, RandomTime time) {
    this.seed = seed;
    this.random = new Random(seed);
    this.shop = shop;
    this.time = time;
  }

  void play() {
    try {
      if (!shop.hasWorker()) {
        shop.startWorker();
      }
      shop.table.robots().list().forEach(robot -> shop.table.robots().remove(robot.name(), null));
      shop.table.robots().add(NAMES.subList(0, 1 + random.nextInt(3)));
      for (int step = 0; step < STEPS; step++) {
        step();
        time.rest(running());
        checkTable();
      }
      startWorker();
      time.playOut(this);
      orders.values().forEach(order -> order.check(shop));
      log.debug("{}", describe("it ended as it has to"));
    } catch (RuntimeException e) {
      throw new AssertionError(describe(e.toString()), e);
    }
  }

  /** Checks what must hold all the time. */
  private void checkTable() {
    assertEquals(
        0,
        shop.table.queue().offerFreeRobots(),
        describe("a robot was free beside an order that waits"));
    List<OrderId> held =
        shop.table.robots().list().stream().map(Robot::order).filter(Objects::nonNull).toList();
    assertEquals(Set.copyOf(held).size(), held.size(), describe("two robots for one of " + held));
    assertEquals(Set.of(), shop.cancelledUntold(), describe("a cancel of what was not told"));
    for (OrderId order : running()) {
      shop.working(order)
          .ifPresent(
              attempt ->
                  assertTrue(
                      attempt
                          .started()
                          .plus(time.startToClose())
                          .plus(OVERDUE)
                          .isAfter(shop.clock.instant()),
                      describe("outlives its deadline: " + attempt)));
    }
  }

  private void step() {
    if (!shop.hasWorker() && random.nextInt(3) == 0) {
      startWorker();
    }
    int dice = random.nextInt(110);
    if (dice < 26 || orders.isEmpty()) {
      order();
    } else if (dice < 50) {
      answer(true);
    } else if (dice < 56) {
      answer(false);
    } else if (dice < 60) {
      foreignAnswer();
    } else if (dice < 66) {
      status();
    } else if (dice < 72) {
      cancel(pick(orders.values()));
    } else if (dice < 75) {
      cut(true);
    } else if (dice < 78) {
      cut(false);
    } else if (dice < 83) {
      repair();
    } else if (dice < 85) {
      remove();
    } else if (dice < 88) {
      add();
    } else if (dice < 91) {
      stopWorker();
    } else if (dice < 94) {
      reap();
    } else if (dice < 98) {
      skills();
    } else if (dice < 102) {
      serve();
    } else if (dice < 104) {
      prioritize(pick(orders.keySet()));
    } else {
      Duration silence = pick(time.silences());
      say("silence for " + silence);
      time.pass(silence, running());
    }
  }

  private void order() {
    OrderId order = new OrderId("%x-%d".formatted(seed, orders.size()));
    OrderRequest request =
        OrderRequest.of("Smoothie " + orders.size())
            .withStartToClose(time.startToClose())
            .withAttempts(1 + random.nextInt(3))
            .withPriority(1 + random.nextInt(5))
            .withQueueTimeout(pick(time.queueTimeouts()))
            .withNeeds(needs());
    say("order %s: %s".formatted(order, request));
    shop.orders.place(order, request, shop.taskQueue);
    orders.put(order, new OrderModel(order, this::describe));
  }

  private Needs needs() {
    return switch (random.nextInt(6)) {
      case 0 -> new Needs(HEAT, null);
      case 1 -> new Needs(Skills.NONE, pick(NAMES));
      default -> Needs.NONE;
    };
  }

  private void skills() {
    RobotName robot = pick(NAMES);
    Skills skills = random.nextInt(3) == 0 ? Skills.NONE : HEAT;
    boolean reported = random.nextBoolean();
    say("%s has, %s: %s".formatted(robot, reported ? "as it says" : "for good", skills.names()));
    if (reported) {
      shop.table.robots().presence(new Said(robot, true, null, true, skills), false);
    } else {
      shop.table.robots().setSkills(robot, skills);
    }
  }

  private void serve() {
    RobotName robot = pick(NAMES);
    boolean drain = random.nextInt(3) == 0;
    say((drain ? "drain " : "resume ") + robot);
    boolean unused = drain ? shop.table.robots().drain(robot) : shop.table.robots().resume(robot);
  }

  private void prioritize(OrderId order) {
    int priority = 1 + random.nextInt(5);
    boolean waits = shop.table.queue().setPriority(order, priority);
    say("priority %d for %s, which waits: %s".formatted(priority, order, waits));
  }

  /** In time, late, or a duplicate: of any robot that was ever told. */
  private void answer(boolean success) {
    List<Told> told = shop.told(orders.keySet());
    if (told.isEmpty()) {
      return;
    }
    Told one = pick(told);
    progress(one);
    Optional<Attempt> working =
        shop.table
            .attempts()
            .find(one.order(), one.robot())
            .filter(attempt -> attempt.outcome() == AttemptOutcome.WORKING)
            .filter(attempt -> shop.isRunning(attempt.order()));
    boolean stopped = !success && shop.isToldOfCancel(one);
    say(
        "%s of %s by %s, which works for it: %s"
            .formatted(
                success ? "success" : stopped ? "stop" : "failure",
                one.order(),
                one.robot(),
                working.isPresent()));
    if (success) {
      shop.answers.handle(
          Topics.success(one.robot()), RobotMessage.success(one.order()), new byte[0], false);
    } else {
      shop.answers.handle(
          Topics.failure(one.robot()),
          stopped
              ? RobotMessage.stopped(one.order(), Optional.empty())
              : RobotMessage.failure(one.order(), "rot"),
          new byte[0],
          false);
    }
    // Its timer began later than its claim.
    boolean inTime =
        working
            .filter(
                attempt ->
                    time.standsStill()
                        || attempt
                            .started()
                            .plus(time.startToClose())
                            .isAfter(shop.clock.instant()))
            .isPresent();
    if (working.isPresent()) {
      model(one.order()).answered(one.robot(), success, inTime);
      if (stopped) {
        model(one.order()).stopped(one.robot());
      }
    }
  }

  /** Only the attempt that the robot has now hears it; it decides nothing. */
  private void progress(Told one) {
    boolean isAtWork =
        shop.table
            .attempts()
            .find(one.order(), one.robot())
            .filter(attempt -> attempt.outcome() == AttemptOutcome.WORKING)
            .isPresent();
    // The steps of time stand still meanwhile, whatever time they take.
    long later = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    HeardProgress said =
        new HeardProgress(one.order(), one.robot(), random.nextInt(101), null, later);
    int heard = shop.table.attempts().heard(List.of(said));
    if (time.standsStill()) {
      assertEquals(isAtWork ? 1 : 0, heard, describe("progress of " + one));
    }
  }

  private void foreignAnswer() {
    OrderModel order = pick(orders.values());
    RobotName robot = pick(NAMES);
    // Where time does not stand still the order may claim that robot at this moment.
    if (time.standsStill() && shop.table.attempts().find(order.order, robot).isEmpty()) {
      say("foreign success of %s by %s".formatted(order.order, robot));
      shop.answers.handle(
          Topics.success(robot), RobotMessage.success(order.order), new byte[0], false);
      // Past the gateway's own check, too.
      shop.orders.succeeded(order.order, RobotSucceeded.by(STRANGER));
    } else if (!time.standsStill()) {
      say("foreign success of %s by a stranger".formatted(order.order));
      shop.answers.handle(
          Topics.success(STRANGER), RobotMessage.success(order.order), new byte[0], false);
      shop.orders.succeeded(order.order, RobotSucceeded.by(STRANGER));
    }
  }

  private void status() {
    RobotName robot = pick(NAMES);
    String word = random.nextBoolean() ? "ONLINE" : "OFFLINE";
    say("%s says %s".formatted(robot, word));
    shop.statuses.handle(Topics.status(robot), word.getBytes(StandardCharsets.UTF_8), true);
  }

  private void cancel(OrderModel order) {
    startWorker();
    CancelAnswer answer = null;
    for (int tries = 0; answer == null; tries++) {
      assertTrue(tries < 6, describe("no worker answers the cancel of " + order.order));
      answer = tryToCancel(order.order);
    }
    say("cancel of %s: %s".formatted(order.order, answer));
    order.cancelled(answer);
  }

  private @Nullable CancelAnswer tryToCancel(OrderId order) {
    try {
      return shop.orders.cancel(order);
    } catch (CancelUnconfirmedException e) {
      return null;
    }
  }

  private void cut(boolean terminate) {
    List<OrderId> running = running();
    if (running.isEmpty()) {
      return;
    }
    OrderId order = pick(running);
    say("%s of %s by Temporal".formatted(terminate ? "terminate" : "cancel", order));
    model(order).cutByTemporal();
    WorkflowStub stub = shop.client.newUntypedWorkflowStub(order.workflowId());
    try {
      if (terminate) {
        stub.terminate("the test says so");
      } else {
        stub.cancel("the test says so");
      }
    } catch (WorkflowNotFoundException e) {
      say("  it had just ended");
    }
  }

  private void repair() {
    for (Robot robot : shop.table.robots().list()) {
      if (shop.mayBeTouched(robot)) {
        say("repair " + robot.name());
        shop.table.robots().repair(robot.name(), robot.order());
        time.rest(running());
      }
    }
  }

  private void remove() {
    List<Robot> robots = shop.table.robots().list();
    Robot robot = pick(robots);
    if (robots.size() > 1 && shop.mayBeTouched(robot)) {
      say("remove " + robot.name());
      shop.table.robots().remove(robot.name(), robot.order());
    }
  }

  private void add() {
    RobotName robot = pick(NAMES);
    say("add " + robot);
    shop.table.robots().add(List.of(robot));
  }

  private void stopWorker() {
    if (shop.hasWorker()) {
      say("the worker stops");
      shop.stopWorker();
      time.workerStopped();
    }
  }

  private void startWorker() {
    if (!shop.hasWorker()) {
      say("a worker starts");
      shop.startWorker();
      time.rest(running());
    }
  }

  private void reap() {
    say("the reaper");
    shop.reaper.run();
  }

  /** Cancels whatever waits in the queue. */
  void cancelWaiting() {
    Set<OrderId> ours = orders.keySet();
    shop.table.queue().list(100).stream()
        .filter(waiter -> ours.contains(waiter.order()))
        .forEach(waiter -> cancel(model(waiter.order())));
  }

  boolean isOver() {
    return running().isEmpty() && shop.nothingIsHeld();
  }

  List<OrderId> running() {
    return orders.keySet().stream().filter(shop::isRunning).toList();
  }

  String describe(String what) {
    return "seed %d: %s%nplay it again with -Dsmoothie.random.seed=%d%n%s"
        .formatted(seed, what, seed, String.join("\n", story));
  }

  private OrderModel model(OrderId order) {
    return Objects.requireNonNull(orders.get(order));
  }

  private void say(String what) {
    story.add(what);
  }

  private <T> T pick(Collection<T> from) {
    List<T> all = List.copyOf(from);
    return all.get(random.nextInt(all.size()));
  }
}
