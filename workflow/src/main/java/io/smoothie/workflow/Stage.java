package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonValue;

/** The stages of an order, by the state names of the demo's state machine. */
public enum Stage {
  GET_ROBOT("GetRobot"),
  SET_ROBOT_WORKING("SetRobotWorking"),
  TELL_ROBOT_ORDER("TellRobotOrder"),
  SET_ROBOT_FINISHED("SetRobotFinished"),
  SET_ROBOT_BROKEN("SetRobotBroken"),
  STATE_MACHINE_FINISH("StateMachineFinish"),
  STATE_MACHINE_FAILED("StateMachineFailed");

  private final String title;

  Stage(String title) {
    this.title = title;
  }

  /** The name people see. */
  @JsonValue
  public String title() {
    return title;
  }

  @Override
  public String toString() {
    return title;
  }
}
