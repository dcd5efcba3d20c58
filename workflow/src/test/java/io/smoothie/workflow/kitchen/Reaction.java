package io.smoothie.workflow.kitchen;

import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderActivities.TellOutcome;
import io.smoothie.workflow.OrderActivities.TellResult;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What comes of telling a robot about an order. */
@FunctionalInterface
public interface Reaction {
  TellResult to(Told told);

  /** A worker told {@code robot} of an order. */
  record Told(Kitchen kitchen, TestOrder order, RobotName robot, @Nullable JobData params) {
    void succeed() {
      order.succeeded(robot.value());
    }

    void fail(String reason) {
      order.failed(robot.value(), reason);
    }
  }

  /** The robot takes the message, and never answers. */
  static Reaction silent() {
    return told -> result(TellOutcome.TOLD, null);
  }

  static Reaction succeedsAfter(Duration time) {
    return told -> {
      told.kitchen().after(time, told::succeed);
      return result(TellOutcome.TOLD, null);
    };
  }

  static Reaction failsAfter(Duration time, String reason) {
    return told -> {
      told.kitchen().after(time, () -> told.fail(reason));
      return result(TellOutcome.TOLD, null);
    };
  }

  /** Answers before the publish has returned. */
  static Reaction succeedsAtOnce() {
    return told -> {
      told.succeed();
      return result(TellOutcome.TOLD, null);
    };
  }

  static Reaction nobodySubscribed() {
    return told -> result(TellOutcome.NOBODY_SUBSCRIBED, null);
  }

  static Reaction notSent(String why) {
    return told -> result(TellOutcome.NOT_SENT, why);
  }

  /** The table could not be asked, so that the order does not know that it is told. */
  static Reaction toldAfterAll() {
    return told -> {
      told.kitchen().table().markTold(told.robot());
      return result(TellOutcome.NOT_SENT, "the table cannot be asked");
    };
  }

  /** The broker takes nothing for this robot. */
  static Reaction refused(String why) {
    return told -> result(TellOutcome.REFUSED, why);
  }

  /** The robot was taken away from the order meanwhile. */
  static Reaction notHeld() {
    return told -> {
      told.kitchen().table().takeAway(told.robot());
      return result(TellOutcome.NOT_HELD, null);
    };
  }

  /** The robot goes away before it is told, and is back after {@code time}. */
  static Reaction awayFor(Duration time) {
    return told -> {
      told.kitchen().table().goesAway(told.robot());
      told.kitchen().after(time, () -> told.kitchen().table().comesBack(told.robot()));
      return result(TellOutcome.NOT_HELD, null);
    };
  }

  /** The publish itself fails, although the robot may have heard of it. */
  static Reaction publishFailsButSucceedsAfter(Duration time) {
    return told -> {
      told.kitchen().after(time, told::succeed);
      throw new IllegalStateException("the publisher broke down");
    };
  }

  private static TellResult result(TellOutcome outcome, @Nullable String detail) {
    return new TellResult(outcome, detail);
  }
}
