package io.smoothie.cli.robots;

import io.smoothie.activities.table.Robot;
import io.smoothie.activities.table.RobotStatus;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.activities.wakeup.WakeUps;
import io.smoothie.cli.robots.Changes.Result;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.temporal.Orders;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes robots that an order may hold. Temporal is asked about every such order before anything
 * changes, and a robot whose holder has changed since is left alone.
 */
final class Workshop {
  private final Table table;
  private final Orders orders;
  private final OwnTemporal temporal;
  private final Changes changes;

  /**
   * A robot as it was when Temporal was asked.
   *
   * @param robot null when there is none of that name
   * @param busyWith the order it holds, when that order is running
   */
  record Case(RobotName name, @Nullable Robot robot, @Nullable OrderId busyWith) {}

  Workshop(Table table, Orders orders, OwnTemporal temporal, Changes changes) {
    this.orders = orders;
    this.temporal = temporal;
    this.table = table.waking(new WakeUps(table, orders, temporal)::call);
    this.changes = changes;
  }

  /** Adds those robots that are not in the table. */
  void add(Collection<RobotName> names) {
    table.robots().add(names).forEach(name -> changes.done(name, Result.ADDED, name + " added."));
  }

  /** Something that is about no robot, for people alone. */
  void say(String message) {
    changes.say(message);
  }

  /** Names the unreadable rows, which every list passes over: nothing else shows them. */
  static void warnOfUnreadable(Table table, PrintWriter err) {
    table.unreadable().forEach(sentence -> err.println("Passed over: " + sentence + "."));
  }

  /**
   * Asks Temporal about the orders that hold these robots.
   *
   * @throws TemporalUnavailableException when Temporal cannot be asked
   */
  List<Case> cases(Collection<RobotName> names) {
    List<Case> cases = new ArrayList<>();
    for (RobotName name : names) {
      Robot robot = table.robots().find(name).orElse(null);
      OrderId holder = robot == null ? null : robot.order();
      boolean runs = holder != null && orders.state(holder) == Orders.State.RUNNING;
      if (holder != null && !runs) {
        temporal.check();
      }
      cases.add(new Case(name, robot, runs ? holder : null));
    }
    return cases;
  }

  /** Repairs the robot, which then counts as being there; answers whether it is well now. */
  boolean repair(Case one) {
    return repair(one, /* there= */ true);
  }

  /**
   * Repairs the robot, which stays OFFLINE if it said that it is away; answers whether it is well
   * now.
   */
  boolean repairWhereItIs(Case one) {
    return repair(one, /* there= */ false);
  }

  private boolean repair(Case one, boolean there) {
    Robot robot = one.robot();
    if (robot == null || one.busyWith() != null) {
      return refuse(one, "repaired");
    }
    boolean away = Boolean.FALSE.equals(robot.connected());
    if (robot.order() == null && robot.brokenReason() == null && !(away && there)) {
      return changes.done(
          one.name(),
          Result.UNCHANGED,
          "%s was well (%s); nothing changed.".formatted(one.name(), robot.status()));
    }
    if (!isApplied(
        one,
        there
            ? table.robots().repair(one.name(), robot.order())
            : table.robots().repairWhereItIs(one.name(), robot.order()))) {
      return false;
    }
    String freed =
        robot.order() == null ? "" : ", and free of order " + robot.order() + ", which is over";
    return changes.done(
        one.name(),
        Result.REPAIRED,
        "%s repaired%s%s%s."
            .formatted(
                one.name(),
                freed,
                away ? whereabouts(one, there) : "",
                robot.draining()
                    ? "; it is out of service: smoothie robots resume " + one.name()
                    : ""));
  }

  private static String whereabouts(Case one, boolean there) {
    Robot robot = one.robot();
    if (robot != null && robot.draining()) {
      return there ? "; it had said that it is away, and counts as there again" : "";
    }
    return there
        ? "; it had said that it is away, and counts as ONLINE again"
        : "; it is OFFLINE until it connects again, or: smoothie robots online " + one.name();
  }

  /** Has the robot count as being there; answers whether it does now. */
  boolean online(RobotName name) {
    Optional<Robot> before = table.robots().find(name);
    if (before.isEmpty()) {
      return changes.notFound(name);
    }
    if (!table.robots().online(name)) {
      return changes.done(
          name,
          Result.UNCHANGED,
          "%s has not said that it is away (%s); nothing changed."
              .formatted(name, before.get().status()));
    }
    String words =
        before.get().status() == RobotStatus.BROKEN
            ? "%1$s counts as there again, but is BROKEN: smoothie robots repair %1$s"
            : before.get().draining()
                ? "%1$s counts as there again, but is out of service: smoothie robots resume %1$s"
                : "%s counts as ONLINE again.";
    return changes.done(name, Result.ONLINE, words.formatted(name));
  }

  /** Brings the robot back into service; answers whether it is there. */
  boolean resume(RobotName name) {
    Optional<Robot> before = table.robots().find(name);
    if (before.isEmpty() || !table.robots().resume(name)) {
      return changes.notFound(name);
    }
    if (!before.get().draining()) {
      return changes.done(
          name, Result.UNCHANGED, "%s was in service (%s).".formatted(name, before.get().status()));
    }
    String now = table.robots().find(name).map(robot -> robot.status().name()).orElse("removed");
    return changes.done(name, Result.RESUMED, "%s is in service again (%s).".formatted(name, now));
  }

  /** Sets what the robot can do; answers whether it is there. */
  boolean setSkills(RobotName name, Skills skills) {
    if (!table.robots().setSkills(name, skills)) {
      return changes.notFound(name);
    }
    return changes.done(
        name,
        Result.SKILLS_SET,
        skills.isEmpty()
            ? name + " has no skills now."
            : "%s has %s now.".formatted(name, skills.inWords()));
  }

  /** Removes the robot; answers whether it is gone now. */
  boolean remove(Case one) {
    Robot robot = one.robot();
    if (robot == null || one.busyWith() != null) {
      return refuse(one, "removed");
    }
    if (!isApplied(one, table.robots().remove(one.name(), robot.order()))) {
      return false;
    }
    return changes.done(one.name(), Result.REMOVED, one.name() + " removed.");
  }

  private boolean isApplied(Case one, boolean changed) {
    return changed
        || changes.refused(
            one.name(),
            Result.REFUSED,
            "%s has got or lost an order just now; nothing changed. Try again."
                .formatted(one.name()));
  }

  private boolean refuse(Case one, String participle) {
    return one.robot() == null
        ? changes.notFound(one.name())
        : changes.refused(
            one.name(),
            Result.REFUSED,
            ("%1$s is not %2$s: order %3$s, which is running, has it. Wait for it, or"
                    + " cancel it: smoothie orders cancel %3$s%4$s")
                .formatted(
                    one.name(),
                    participle,
                    one.busyWith(),
                    participle.equals("removed")
                        ? ". To have it get no other: smoothie robots drain %s --wait"
                            .formatted(one.name())
                        : ""));
  }
}
