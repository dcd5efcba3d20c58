package io.smoothie.workflow.wire;

import io.smoothie.workflow.RobotName;
import java.util.Optional;

/** The MQTT topics of the demo, and those that are ours (all but order and success). */
public final class Topics {
  public static final String ORDER_FILTER = "robots/+/order";
  public static final String SUCCESS_FILTER = "robots/+/success";
  public static final String FAILURE_FILTER = "robots/+/failure";
  public static final String STATUS_FILTER = "robots/+/status";
  public static final String PROGRESS_FILTER = "robots/+/progress";

  private static final String PROBES = "robots/$";

  private Topics() {}

  /** Where the worker tells {@code robot} its orders. */
  public static String order(RobotName robot) {
    return of(robot, "order");
  }

  /** Where the worker tells {@code robot} that an order which it may be making is cancelled. */
  public static String cancel(RobotName robot) {
    return of(robot, "cancel");
  }

  /** Where {@code robot} says that it has made a smoothie. */
  public static String success(RobotName robot) {
    return of(robot, "success");
  }

  /** Where {@code robot} says that it cannot make a smoothie. */
  public static String failure(RobotName robot) {
    return of(robot, "failure");
  }

  /** Where {@code robot} says that it is there, and its will that it is not. */
  public static String status(RobotName robot) {
    return of(robot, "status");
  }

  /** Where {@code robot} says how far it is with its order. */
  public static String progress(RobotName robot) {
    return of(robot, "progress");
  }

  /** Whether a message on {@code topic} is a robot's progress. */
  public static boolean isProgress(String topic) {
    return topic.endsWith("/progress");
  }

  /** The robot that {@code topic} is of; empty where it is no robot's. */
  public static Optional<RobotName> robot(String topic) {
    String[] levels = topic.split("/", -1);
    return levels.length == 3 && levels[0].equals("robots") && RobotName.isValid(levels[1])
        ? Optional.of(new RobotName(levels[1]))
        : Optional.empty();
  }

  /**
   * The topic on which a gateway sends its probe to itself, through the subscription on which it
   * hears robots. It is no robot's topic: no robot's name begins with a dollar sign.
   */
  public static String probe(String clientId) {
    return PROBES + clientId + "/success";
  }

  /** Likewise, through the subscription on which it hears how far robots are. */
  public static String progressProbe(String clientId) {
    return PROBES + clientId + "/progress";
  }

  /** Whether a message on {@code topic} is a gateway's probe, this gateway's or another's. */
  public static boolean isProbe(String topic) {
    return topic.startsWith(PROBES);
  }

  private static String of(RobotName robot, String what) {
    return "robots/" + robot.value() + "/" + what;
  }
}
