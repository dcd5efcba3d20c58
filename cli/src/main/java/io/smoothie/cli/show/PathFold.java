package io.smoothie.cli.show;

import io.smoothie.workflow.OrderActivities.ClaimResult;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import io.smoothie.workflow.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Folds the results of the steps into the path. Every visit begins when the visit before it ended,
 * so that the durations add up to the order's.
 */
final class PathFold {
  private final List<Visit> visits = new ArrayList<>();
  private final RobotAnswers answers = new RobotAnswers();

  private @Nullable Stage here;
  private Instant since;
  private int retries;
  private String note = "";

  private @Nullable RobotName holds;
  private @Nullable Instant queuedSince;
  private @Nullable Instant until;
  private boolean told;
  private @Nullable String notSent;

  /** What keeps the message to the robot from being sent: the broker, or a missing gateway. */
  private Wait.Kind obstacle = Wait.Kind.BROKER;

  /** Whether a wake-up came while the order was in the queue: it may have told a robot since. */
  private boolean woken;

  PathFold(Instant started) {
    since = started;
    go(Stage.GET_ROBOT);
  }

  // --- GetRobot and SetRobotWorking

  void claimed(ClaimResult claim, int more, Instant at) {
    at(Stage.GET_ROBOT);
    woken = false;
    retries += more - 1;
    if (Boolean.FALSE.equals(claim.mayBeTold())) {
      answers.forgetEarlyOnesOfStrangers();
    }
    switch (claim.outcome()) {
      case CLAIMED -> taken(Objects.requireNonNull(claim.robot()), at);
      case QUEUED -> {
        answers.forgetEarlyOnes();
        queuedSince = queuedSince == null ? at : queuedSince;
        note = "in the queue, place " + claim.position() + " when it came";
      }
      case NONE_FREE -> leave(Visit.State.FAILED, null, at, "no robot is free");
      case NO_ROBOTS -> leave(Visit.State.FAILED, null, at, "there is no robot in the table");
      case ALL_TRIED -> leave(Visit.State.FAILED, null, at, "every robot there is has tried");
      case CLOSED -> leave(Visit.State.FAILED, null, at, "the order had ended before");
      case STALE -> {}
    }
  }

  private void taken(RobotName robot, Instant at) {
    Instant queued = queuedSince;
    String waited = queued == null ? "" : "waited in the queue for " + Times.length(queued, at);
    leave(Visit.State.DONE, robot, at, waited);
    go(Stage.SET_ROBOT_WORKING);
    leave(Visit.State.DONE, robot, at, "");
    go(Stage.TELL_ROBOT_ORDER);
    holds = robot;
    answers.expect(robot);
  }

  /** The queue was left, with the robot that had been assigned meanwhile or without any. */
  void leftQueue(@Nullable RobotName robot, Instant at) {
    if (robot != null) {
      taken(robot, at);
    } else if (here == Stage.GET_ROBOT) {
      leave(Visit.State.FAILED, null, at, "left the queue without a robot");
    }
  }

  // --- TellRobotOrder

  void told(String what) {
    answers.forgetEarlyOnes();
    told = true;
    note = what;
    until = null;
  }

  /**
   * @param obstacle the broker, if it does not take the message, or a gateway, if none is listening
   */
  void notSent(String why, Wait.Kind obstacle) {
    retries += notSent == null ? 0 : 1;
    notSent = why;
    this.obstacle = obstacle;
    note = Visit.NOT_SENT + ": " + why;
  }

  /** The broker takes no message for this robot; the order does not try this robot again. */
  void refused(String why) {
    notSent = why;
    note = "refused: " + why;
  }

  /** A wake-up came: the table has news for the order. */
  void woken() {
    woken = true;
  }

  /** The robot was not told, and had been taken away. */
  void takenAway(Instant at) {
    leave(Visit.State.FAILED, holds, at, "it had been taken away");
    letGo();
  }

  /** The robot was released. */
  void freed(String why, Instant at) {
    if (here == Stage.TELL_ROBOT_ORDER && !told && notSent == null) {
      // It was released before the order tried to tell it.
      here = null;
    } else {
      leave(Visit.State.FAILED, holds, at, note.isEmpty() ? why : note + "; " + why);
    }
    letGo();
  }

  /** A timer was started; the order's current stage says which one. */
  void waitsUntil(Instant time) {
    until = time;
  }

  void answered(Answer answer) {
    boolean asleep = here == Stage.GET_ROBOT && queuedSince != null && !woken;
    answers.add(answer, holds, here == Stage.TELL_ROBOT_ORDER, told || asleep);
  }

  // --- SetRobotFinished, SetRobotBroken

  void finished(int more, Instant at) {
    if (here != Stage.SET_ROBOT_FINISHED) {
      Answer counted = answers.counted();
      leave(Visit.State.DONE, holds, counted == null ? at : counted.at(), note);
      go(Stage.SET_ROBOT_FINISHED);
    }
    retries += more - 1;
    leave(Visit.State.DONE, holds, at, "");
    letGo();
  }

  /** A step was tried and did not work; it is tried again. */
  void stumbled(Stage stage, int more, String why) {
    if (stage == Stage.SET_ROBOT_FINISHED && here == Stage.TELL_ROBOT_ORDER) {
      Answer counted = answers.counted();
      leave(Visit.State.DONE, holds, counted == null ? since : counted.at(), note);
      go(stage);
    }
    at(stage);
    retries += more;
    note = why;
  }

  void breaking(@Nullable RobotName robot, boolean reported, String why, Instant at) {
    Answer counted = answers.counted();
    if (!reported) {
      answers.decided();
    }
    RobotName which = robot == null ? holds : robot;
    if (which != null) {
      answers.triedBy(which);
    }
    Instant decided = reported && counted != null ? counted.at() : at;
    leave(Visit.State.FAILED, which, decided, why);
    go(Stage.SET_ROBOT_BROKEN);
  }

  void broken(int more, Instant at) {
    at(Stage.SET_ROBOT_BROKEN);
    retries += more - 1;
    leave(Visit.State.DONE, holds, at, "");
    letGo();
  }

  void ended(Stage stage, String words, Instant at) {
    if (here != null) {
      leave(Visit.State.FAILED, holds, at, note);
    }
    go(stage);
    leave(
        stage == Stage.STATE_MACHINE_FINISH ? Visit.State.DONE : Visit.State.FAILED,
        null,
        at,
        words);
    letGo();
  }

  // --- the path so far

  List<Visit> visits() {
    List<Visit> all = new ArrayList<>(visits);
    if (here != null) {
      all.add(new Visit(here, Visit.State.NOW, holds, since, null, retries + 1, note));
    }
    return Visit.folded(all);
  }

  List<Answer> answers() {
    return answers.all();
  }

  @Nullable RobotName holds() {
    return holds;
  }

  /** What the order waits for, going by its path alone; null between two stages. */
  @Nullable Wait waits() {
    if (here == Stage.GET_ROBOT && queuedSince != null) {
      return new Wait(Wait.Kind.QUEUE, queuedSince, null, until, "");
    }
    if (here == Stage.TELL_ROBOT_ORDER && told) {
      return new Wait(Wait.Kind.ROBOT, since, holds, until, note);
    }
    if (here == Stage.TELL_ROBOT_ORDER && notSent != null) {
      List<Visit> all = visits();
      return new Wait(obstacle, all.get(all.size() - 1).from(), holds, null, notSent);
    }
    return null;
  }

  private void letGo() {
    holds = null;
    told = false;
    notSent = null;
    answers.nobody();
  }

  /** Moves the order to {@code stage} unless it is there: no event marks a change of stage. */
  private void at(Stage stage) {
    if (here != stage) {
      if (here != null) {
        leave(Visit.State.DONE, holds, since, note);
      }
      go(stage);
    }
  }

  private void go(Stage stage) {
    here = stage;
    retries = 0;
    note = "";
    queuedSince = null;
    until = null;
  }

  private void leave(Visit.State state, @Nullable RobotName robot, Instant at, String words) {
    if (here != null) {
      Instant end = at.isBefore(since) ? since : at;
      String clean = Text.forOneLine(words, 400);
      visits.add(new Visit(here, state, robot, since, end, retries + 1, clean));
      since = end;
      here = null;
    }
  }
}
