package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.Needs;
import io.smoothie.workflow.OrderActivities.BrokenRequest;
import io.smoothie.workflow.OrderActivities.EndRequest;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderActivities.FreeRequest;
import io.smoothie.workflow.OrderActivities.LeaveRequest;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random calls, sensible and senseless, in random order; the invariants are checked after each.
 * {@code -Dsmoothie.seed=N} plays a sequence again.
 */
abstract class RandomContract extends TableContract {
  private static final int SEQUENCES = 40;
  private static final int STEPS = 80;
  private static final int ORDERS = 7;
  private static final int ROBOTS = 4;
  private static final int CLAIMS = 4;

  private final List<String> played = new ArrayList<>();
  private final Set<OrderId> over = new HashSet<>();

  /** Every way a robot's status has changed, written {@code ONLINE → WORKING}. */
  private final Set<String> transitions = new TreeSet<>();

  private Random random = new Random(0);

  @Test
  void any_sequence_of_calls_keeps_what_must_always_hold() {
    Long given = Long.getLong("smoothie.seed");
    long first = given == null ? System.nanoTime() : given;
    for (long seed = first; seed < first + (given == null ? SEQUENCES : 1); seed++) {
      play(seed);
    }
    Set<String> others = new TreeSet<>(transitions);
    others.removeAll(TRANSITIONS);
    assertEquals(Set.of(), others);
  }

  private void play(long seed) {
    random = new Random(seed);
    played.clear();
    over.clear();
    for (String rows :
        List.of(
            "robots",
            "presence",
            "attempts",
            "waiters",
            "closed_claims",
            "order_priorities",
            "robot_skills",
            "robot_groups",
            "waiter_groups",
            "group_skills")) {
      table.database().write(tx -> tx.handle().execute("DELETE FROM " + rows));
    }
    for (int step = 0; step < STEPS; step++) {
      clock.pass(Duration.ofMillis(random.nextInt(1_000)));
      Map<RobotName, RobotStatus> before = statuses();
      String call = step();
      played.add(call);
      noteTransitions(before);
      assertEquals(List.of(), Invariants.violated(table), () -> story(seed));
      assertEquals(0, table.queue().offerFreeRobots(), () -> story(seed));
    }
    for (int i = 0; i < ORDERS; i++) {
      OrderId order = new OrderId("o" + i);
      table.claims().end(new EndRequest(order, started(order), true));
    }
    assertEquals(0, table.queue().length(), () -> story(seed));
    for (Robot robot : table.robots().list()) {
      assertEquals(null, robot.order(), () -> story(seed));
    }
  }

  private Map<RobotName, RobotStatus> statuses() {
    return table.robots().list().stream().collect(Collectors.toMap(Robot::name, Robot::status));
  }

  private void noteTransitions(Map<RobotName, RobotStatus> before) {
    statuses()
        .forEach(
            (robot, now) -> {
              RobotStatus then = before.get(robot);
              if (then != null && then != now) {
                transitions.add(then + " → " + now);
              }
            });
  }

  private String story(long seed) {
    return "-Dsmoothie.seed=" + seed + "\n" + String.join("\n", played);
  }

  /** One call, and its description. */
  private String step() {
    OrderId order = new OrderId("o" + random.nextInt(ORDERS));
    RobotName robot = new RobotName("R" + random.nextInt(ROBOTS));
    int claim = 1 + random.nextInt(CLAIMS);
    Robot before = table.robots().find(robot).orElse(null);
    if (before != null && before.order() != null && random.nextInt(3) > 0) {
      order = before.order();
      claim = before.claim();
    }
    return switch (random.nextInt(23)) {
      case 0, 1, 2, 3 -> claimed(order, claim);
      case 4 -> "finish " + order + claim + robot + finish(new FinishRequest(order, claim, robot));
      case 5 -> broken(order, claim, robot);
      case 6 -> freed(order, claim, robot);
      case 7 -> "leave " + order + claim + table.claims().leave(new LeaveRequest(order, claim));
      case 8 -> ended(order);
      case 13 -> "telling " + order + claim + robot + told(new Held(order, claim, robot));
      case 14 -> "over " + order + claim + over(order, claim);
      case 9 -> "add " + robot + table.robots().add(List.of(robot));
      case 10 -> repaired(robot, before);
      case 11 -> {
        String session = random.nextBoolean() ? null : "s" + random.nextInt(3);
        Skills named = random.nextBoolean() ? null : skills();
        Said said = new Said(robot, random.nextBoolean(), session, random.nextInt(4) > 0, named);
        boolean register = random.nextBoolean();
        yield "presence " + said + register + table.robots().presence(said, register);
      }
      case 16, 17 -> skilled(robot, skills());
      case 22 -> "set priority " + order + prioritized(order);
      case 20 -> "drain " + robot + table.robots().drain(robot);
      case 21 -> "resume " + robot + table.robots().resume(robot);
      case 18 -> "forget needs " + table.queue().forgetNeeds(1 + random.nextInt(3));
      case 19 -> "add " + robot + table.robots().add(List.of(robot), skills());
      case 15 -> "online " + robot + table.robots().online(robot);
      default -> {
        OrderId holder = before == null ? null : before.order();
        yield "remove " + robot + holder + table.robots().remove(robot, holder);
      }
    };
  }

  private String claimed(OrderId order, int claim) {
    ClaimRequest request =
        new ClaimRequest(
            order,
            claim,
            1 + order.value().charAt(1) % 3,
            started(order),
            random.nextInt(4) > 0,
            null,
            needs(order));
    var result = table.claims().claim(request);
    if (over.contains(order)) {
      assertEquals("CLOSED", result.outcome().name(), "an order that is over claims nothing");
    }
    return "claim " + request + result;
  }

  /** An order's needs do not change. */
  private static @Nullable Needs needs(OrderId order) {
    return switch (order.value().charAt(1)) {
      case '3' -> needs("heat");
      case '4' -> needs("blend heat");
      case '5' -> only(new RobotName("R1"));
      case '6' -> new Needs(Skills.ofText("blend"), new RobotName("R2"));
      default -> null;
    };
  }

  private Skills skills() {
    return Skills.of(
        Stream.of("blend", "freeze", "heat").filter(skill -> random.nextBoolean()).toList());
  }

  private boolean prioritized(OrderId order) {
    return table.queue().setPriority(order, 1 + random.nextInt(5));
  }

  private String skilled(RobotName robot, Skills skills) {
    return "skills " + robot + " " + skills + table.robots().setSkills(robot, skills);
  }

  private List<WakeUpCall> finish(FinishRequest request) {
    return wokenBy(() -> table.claims().finish(request));
  }

  private List<WakeUpCall> over(OrderId order, int claim) {
    return wokenBy(() -> table.claims().releaseEnded(order, claim, null));
  }

  private TellResult told(Held held) {
    TellOutcome sent = random.nextInt(4) == 0 ? TellOutcome.NOT_SENT : TellOutcome.TOLD;
    return tell(held.order(), held.claim(), held.robot(), () -> new TellResult(sent, "by chance"));
  }

  private String broken(OrderId order, int claim, RobotName robot) {
    AttemptOutcome outcome =
        random.nextBoolean() ? AttemptOutcome.TIMED_OUT : AttemptOutcome.FAILED;
    table.claims().broken(new BrokenRequest(order, claim, robot, outcome, "reason"));
    return "broken " + order + claim + robot + outcome;
  }

  private String freed(OrderId order, int claim, RobotName robot) {
    return "free "
        + order
        + claim
        + robot
        + table.claims().free(FreeRequest.untold(order, claim, robot, AttemptOutcome.NOT_SENT, ""));
  }

  private String ended(OrderId order) {
    boolean evenIfTold = random.nextBoolean();
    EndResult ended = table.claims().end(new EndRequest(order, started(order), evenIfTold));
    if (ended.robot() == null) {
      over.add(order);
    }
    return "end " + order + evenIfTold + ended;
  }

  /** Mostly one that is broken, if any is. */
  private String repaired(RobotName any, @Nullable Robot before) {
    RobotName robot = any;
    OrderId holder = before == null || random.nextInt(4) == 0 ? null : before.order();
    if (random.nextInt(3) > 0) {
      Optional<Robot> broken =
          table.robots().list().stream()
              .filter(one -> one.status() == RobotStatus.BROKEN)
              .findFirst();
      robot = broken.map(Robot::name).orElse(robot);
      holder = broken.isPresent() ? broken.get().order() : holder;
    }
    return random.nextBoolean()
        ? "repair " + robot + holder + table.robots().repair(robot, holder)
        : "repair where it is " + robot + holder + table.robots().repairWhereItIs(robot, holder);
  }

  private static Instant started(OrderId order) {
    return HandClock.START.minusSeconds(1_000 - order.value().charAt(1));
  }
}
