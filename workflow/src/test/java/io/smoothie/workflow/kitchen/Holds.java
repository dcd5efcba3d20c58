package io.smoothie.workflow.kitchen;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.Needs;
import io.smoothie.workflow.OrderActivities.EndResult;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The robots, the orders that hold them, and the orders that wait; in memory. */
final class Holds {
  /** A robot of an order, with the number of the claim that got it. */
  private record Hold(OrderId order, int claim) {}

  /** A waiting order that a robot was assigned to, and that is to be woken. */
  record Assigned(OrderId order, int claim) {}

  private static final Comparator<ClaimRequest> IN_TURN =
      Comparator.comparingInt(ClaimRequest::priority)
          .thenComparing(ClaimRequest::started)
          .thenComparing(ClaimRequest::order);

  private final TreeSet<RobotName> robots = new TreeSet<>();
  private final Map<RobotName, Skills> skills = new HashMap<>();
  private final Map<RobotName, String> broken = new TreeMap<>();
  private final TreeSet<RobotName> away = new TreeSet<>();
  private final Map<RobotName, Hold> holds = new HashMap<>();
  private final Map<RobotName, Integer> told = new HashMap<>();
  private final Set<RobotName> marked = new TreeSet<>();
  private final Map<OrderId, ClaimRequest> waiters = new HashMap<>();
  private final Map<OrderId, Integer> claims = new HashMap<>();
  private final Map<OrderId, Map<RobotName, AttemptOutcome>> attempts = new HashMap<>();

  synchronized Optional<Assigned> add(RobotName robot, Skills can) {
    robots.add(robot);
    skills.put(robot, can);
    return offer(robot);
  }

  synchronized ClaimResult claim(ClaimRequest request) {
    OrderId order = request.order();
    int latest = claims.getOrDefault(order, 0);
    if (request.claim() < latest) {
      return ClaimResult.stale(latest);
    }
    claims.put(order, request.claim());
    waiters.remove(order);
    RobotName robot = heldBy(order);
    if (robot == null) {
      robot =
          robots.stream()
              .filter(free -> isFree(free) && canTake(request, free) && !hasUsed(order, free))
              .findFirst()
              .orElse(null);
    }
    if (robot != null) {
      hold(robot, request);
      return ClaimResult.claimed(robot, told.getOrDefault(robot, 0) > 0);
    }
    if (robots.isEmpty()) {
      return ClaimResult.missed(ClaimOutcome.NO_ROBOTS);
    }
    if (robots.stream().noneMatch(robotThere -> canTake(request, robotThere))) {
      return ClaimResult.noneAble("no robot has " + request.needs().skills().inWords());
    }
    if (robots.stream().allMatch(used -> !canTake(request, used) || hasUsed(order, used))) {
      return ClaimResult.missed(ClaimOutcome.ALL_TRIED);
    }
    if (!request.queue()) {
      return ClaimResult.missed(ClaimOutcome.NONE_FREE);
    }
    waiters.put(order, request);
    List<OrderId> inTurn =
        waiters.values().stream().sorted(IN_TURN).map(ClaimRequest::order).toList();
    return ClaimResult.queued(inTurn.indexOf(order) + 1);
  }

  synchronized boolean holds(OrderId order, int claim, RobotName robot) {
    return new Hold(order, claim).equals(holds.get(robot));
  }

  /** Marks the robot as told, if this claim holds it. */
  synchronized boolean telling(OrderId order, int claim, RobotName robot) {
    if (!holds(order, claim, robot)) {
      return false;
    }
    told.merge(robot, 1, Integer::sum);
    return true;
  }

  /** Marks the robot as told by a try that the order knows nothing of. */
  synchronized void markTold(RobotName robot) {
    if (marked.add(robot)) {
      told.merge(robot, 1, Integer::sum);
    }
  }

  synchronized boolean isMarked(RobotName robot) {
    return marked.contains(robot);
  }

  /** Takes one mark back, and returns whether none is left. */
  synchronized boolean notTold(RobotName robot) {
    return told.merge(robot, -1, Integer::sum) == 0;
  }

  /** The robot that the order holds and that was told. */
  synchronized EndResult told(OrderId order) {
    return holds.entrySet().stream()
        .filter(hold -> hold.getValue().order().equals(order))
        .filter(hold -> told.getOrDefault(hold.getKey(), 0) > 0)
        .findFirst()
        .map(hold -> new EndResult(hold.getKey(), hold.getValue().claim()))
        .orElse(new EndResult(null, 0));
  }

  /** Releases a robot, if this claim still holds it. */
  synchronized Optional<Assigned> giveBack(
      OrderId order, int claim, RobotName robot, AttemptOutcome outcome) {
    if (!holds(order, claim, robot)) {
      return Optional.empty();
    }
    record(order, robot, outcome);
    holds.remove(robot);
    return offer(robot);
  }

  synchronized void breakDown(
      OrderId order, int claim, RobotName robot, AttemptOutcome outcome, String reason) {
    if (holds(order, claim, robot)) {
      record(order, robot, outcome);
      broken.put(robot, reason);
      holds.remove(robot);
    }
  }

  /** Releases the robot and the place in the queue that the order has. */
  synchronized Optional<Assigned> end(OrderId order, AttemptOutcome outcome) {
    waiters.remove(order);
    RobotName robot = heldBy(order);
    if (robot == null) {
      return Optional.empty();
    }
    record(order, robot, outcome);
    holds.remove(robot);
    return offer(robot);
  }

  /** The robot says that it is away, and is taken from the order that holds it. */
  synchronized void goesAway(RobotName robot) {
    away.add(robot);
    takeAway(robot);
  }

  synchronized Optional<Assigned> comesBack(RobotName robot) {
    away.remove(robot);
    return offer(robot);
  }

  synchronized Optional<Assigned> takeAway(RobotName robot) {
    Hold hold = holds.remove(robot);
    if (hold != null) {
      record(hold.order(), robot, AttemptOutcome.RELEASED);
    }
    return offer(robot);
  }

  synchronized void stopWaiting(OrderId order) {
    waiters.remove(order);
  }

  synchronized boolean isWaiting(OrderId order) {
    return waiters.containsKey(order);
  }

  synchronized @Nullable RobotName heldBy(OrderId order) {
    return holds.entrySet().stream()
        .filter(hold -> hold.getValue().order().equals(order))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  synchronized Optional<String> brokenReason(RobotName robot) {
    return Optional.ofNullable(broken.get(robot));
  }

  synchronized boolean isFree(RobotName robot) {
    return robots.contains(robot)
        && !away.contains(robot)
        && !holds.containsKey(robot)
        && !broken.containsKey(robot);
  }

  /** Every attempt of the order, written {@code Robot1 succeeded}. */
  synchronized List<String> attempts(OrderId order) {
    return attempts.getOrDefault(order, Map.of()).entrySet().stream()
        .map(attempt -> attempt.getKey() + " " + attempt.getValue().word())
        .toList();
  }

  private Optional<Assigned> offer(RobotName robot) {
    if (!isFree(robot)) {
      return Optional.empty();
    }
    Optional<ClaimRequest> first =
        waiters.values().stream()
            .filter(waiter -> canTake(waiter, robot) && !hasUsed(waiter.order(), robot))
            .min(IN_TURN);
    first.ifPresent(
        waiter -> {
          waiters.remove(waiter.order());
          hold(robot, waiter);
        });
    return first.map(waiter -> new Assigned(waiter.order(), waiter.claim()));
  }

  private boolean canTake(ClaimRequest request, RobotName robot) {
    Needs needs = request.needs();
    Skills has = skills.getOrDefault(robot, Skills.NONE);
    return (needs.robot() == null || needs.robot().equals(robot))
        && needs.skills().without(has.names()).isEmpty();
  }

  private void hold(RobotName robot, ClaimRequest request) {
    Hold hold = new Hold(request.order(), request.claim());
    if (!hold.equals(holds.put(robot, hold))) {
      told.remove(robot);
    }
    record(request.order(), robot, AttemptOutcome.WORKING);
  }

  private void record(OrderId order, RobotName robot, AttemptOutcome outcome) {
    attempts.computeIfAbsent(order, o -> new LinkedHashMap<>()).put(robot, outcome);
  }

  private boolean hasUsed(OrderId order, RobotName robot) {
    AttemptOutcome outcome = attempts.getOrDefault(order, Map.of()).get(robot);
    return outcome != null && outcome.usesUpTheRobot();
  }
}
