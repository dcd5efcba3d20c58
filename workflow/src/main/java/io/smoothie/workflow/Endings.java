package io.smoothie.workflow;

import io.smoothie.workflow.OrderFailure.FailedAttempt;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways an order ends without being made, in words; each names the robots that were told. */
final class Endings {
  private final OrderRequest request;
  private final List<FailedAttempt> tried = new ArrayList<>();

  /** Robots that the broker took no message for; they made no attempt, and are not counted. */
  private final List<FailedAttempt> refused = new ArrayList<>();

  Endings(OrderRequest request) {
    this.request = request;
  }

  /** A robot was told and did not make the smoothie. */
  void tried(FailedAttempt attempt) {
    tried.add(attempt);
  }

  /** The broker took no message for the robot. */
  void refused(RobotName robot, String why) {
    refused.add(new FailedAttempt(robot, "was not told (%s)".formatted(why), null));
  }

  /** Every robot that was told and did not make the smoothie, in order. */
  List<FailedAttempt> tried() {
    return tried;
  }

  /** For the Web UI, to follow other words; empty when there is but one attempt. */
  String attemptInWords() {
    return request.attempts() == 1
        ? ""
        : ", attempt %s of %s".formatted(tried.size() + 1, request.attempts());
  }

  OrderEndsException noneFree() {
    return ends(
        FailureType.NO_ROBOT_AVAILABLE,
        "no robot is free, and the order does not queue (its queue timeout is 0)",
        Stage.GET_ROBOT);
  }

  OrderEndsException noRobots() {
    return ends(
        FailureType.NO_ROBOT_AVAILABLE,
        "there is no robot in the table: add one with `smoothie robots add NAME`",
        Stage.GET_ROBOT);
  }

  /**
   * @param missing what no robot has
   */
  OrderEndsException noneAble(String missing) {
    return ends(FailureType.NO_ROBOT_AVAILABLE, missing, Stage.GET_ROBOT);
  }

  OrderEndsException allTried() {
    if (tried.isEmpty()) {
      return allRefused();
    }
    return ends(
        FailureType.ATTEMPTS_EXHAUSTED,
        request.needs().isNone()
            ? "every robot there is has tried"
            : "every robot that can take it has tried",
        Stage.GET_ROBOT);
  }

  OrderEndsException closed() {
    return ends(
        FailureType.ORDER_CLOSED,
        "it had ended before (was its workflow reset?); place it under another ID",
        Stage.GET_ROBOT);
  }

  /**
   * @param what what is wrong with it
   */
  OrderEndsException invalid(String what) {
    return ends(FailureType.INVALID_ORDER, what, Stage.GET_ROBOT);
  }

  /**
   * @param someWentAway whether robots came free, and went away before they were told
   */
  OrderEndsException queueTimedOut(boolean someWentAway) {
    return ends(
        FailureType.QUEUE_TIMED_OUT,
        "no robot came free%s within %s"
            .formatted(
                someWentAway ? " and could be told" : "", Durations.format(request.queueTimeout())),
        Stage.GET_ROBOT);
  }

  OrderEndsException brokerUnavailable(RobotName robot, String why) {
    return ends(
        FailureType.BROKER_UNAVAILABLE,
        "the broker did not take the message for %s: %s".formatted(robot, why),
        Stage.TELL_ROBOT_ORDER);
  }

  /** No robot could be told, for want of a gateway. */
  OrderEndsException noGateway(RobotName robot, String why) {
    return ends(
        FailureType.GATEWAY_UNAVAILABLE,
        "%s was not told: %s".formatted(robot, why),
        Stage.TELL_ROBOT_ORDER);
  }

  /** The last robot was told, and no gateway could have heard its answer. */
  OrderEndsException unheard() {
    return ends(
        FailureType.GATEWAY_UNAVAILABLE,
        "no gateway was listening, so that no answer could be heard",
        Stage.TELL_ROBOT_ORDER);
  }

  /** The broker takes no message for any robot that is left. */
  private OrderEndsException allRefused() {
    return ends(
        FailureType.BROKER_UNAVAILABLE,
        "no robot is left that the broker takes a message for",
        Stage.TELL_ROBOT_ORDER);
  }

  /** The only attempt failed. */
  OrderEndsException onlyAttempt(boolean reported) {
    FailedAttempt only = tried.get(0);
    return new OrderEndsException(
        reported ? FailureType.ROBOT_FAILED : FailureType.ROBOT_TIMED_OUT,
        "%s %s; it is BROKEN now".formatted(only.robot(), only.what()),
        Stage.TELL_ROBOT_ORDER);
  }

  /** The robot of the last attempt said that no robot can make the order. */
  OrderEndsException wrongJob() {
    return ends(
        FailureType.ROBOT_FAILED,
        "no robot can make it, says the last one",
        Stage.TELL_ROBOT_ORDER);
  }

  OrderEndsException attemptsExhausted() {
    return ends(
        FailureType.ATTEMPTS_EXHAUSTED,
        "%s attempts were allowed".formatted(request.attempts()),
        Stage.TELL_ROBOT_ORDER);
  }

  /**
   * @param what what else there is to say, or empty
   */
  OrderEndsException limitExceeded(String what, Stage stage) {
    return ends(
        FailureType.LIMIT_EXCEEDED,
        "its limit of %s has passed%s"
            .formatted(Durations.format(request.limit()), afterSemicolon(what)),
        stage);
  }

  /**
   * @param what what else there is to say, or empty
   */
  OrderEndsException cancelled(String what, Stage stage) {
    return ends(FailureType.ORDER_CANCELLED, what.isEmpty() ? "as was asked" : what, stage);
  }

  /** Cancelled while it was about to end for another reason. */
  static OrderEndsException cancelledAs(OrderEndsException why) {
    return new OrderEndsException(FailureType.ORDER_CANCELLED, why.words, why.stage);
  }

  /** {@code why}, with more to say. */
  static OrderEndsException with(OrderEndsException why, String more) {
    return new OrderEndsException(why.type, why.words + "; " + more, why.stage);
  }

  static OrderEndsException defect(RuntimeException e, Stage stage) {
    return new OrderEndsException(
        FailureType.INTERNAL_ERROR,
        "a defect of ours: %s".formatted(Text.forOneLine(e.toString(), 300)),
        stage);
  }

  private OrderEndsException ends(String type, String words, Stage stage) {
    return new OrderEndsException(type, words + triedInWords(), stage);
  }

  private String triedInWords() {
    return tried.isEmpty() && refused.isEmpty()
        ? ""
        : Stream.concat(tried.stream(), refused.stream())
            .map(attempted -> attempted.robot() + " " + attempted.what())
            .collect(Collectors.joining("; ", ": ", ""));
  }

  private static String afterSemicolon(String what) {
    return what.isEmpty() ? "" : "; " + what;
  }
}
