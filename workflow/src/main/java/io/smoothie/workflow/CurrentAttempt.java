package io.smoothie.workflow;

import org.jspecify.annotations.Nullable;

/** One robot's attempt, while it is under way. */
final class CurrentAttempt {
  final RobotName robot;
  boolean nobodySubscribed;

  /** Whether the attempt was given up although no gateway could have heard the robot. */
  boolean unheard;

  /** Whether the table is to be asked whether the robot is silent. */
  boolean seemsSilent;

  /** Whether the attempt was given up since the robot was not heard for the order's heartbeat. */
  boolean silent;

  @Nullable Answer answer;

  CurrentAttempt(RobotName robot) {
    this.robot = robot;
  }

  boolean isAnswered() {
    return answer != null;
  }

  /** Whether the robot says that no robot can make the order, so that it is not to blame. */
  boolean isJobWrong() {
    return answer != null && !answer.isSuccess() && !answer.retry();
  }

  /** Whether the robot stopped because the order was cancelled, so that it is not to blame. */
  boolean isStopped() {
    return answer != null && answer.stopped();
  }

  boolean isRobotToBlame() {
    return !isJobWrong() && !isStopped();
  }

  /** The robot's name, for Markdown. */
  String shown() {
    return Text.forMarkdown(robot.value());
  }

  /**
   * What a robot said.
   *
   * @param failure the reason it gave, which may be empty; null for a success
   * @param data its result, or the details of its failure; or null
   * @param retry whether another robot may make the order
   * @param stopped whether the robot failed it because it was cancelled, which it was
   */
  record Answer(@Nullable String failure, @Nullable JobData data, boolean retry, boolean stopped) {
    static Answer success(@Nullable JobData result) {
      return new Answer(null, result, true, false);
    }

    boolean isSuccess() {
      return failure == null;
    }
  }
}
