package io.smoothie.workflow;

import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_WORKFLOW_TASK_SCHEDULED;

import io.smoothie.workflow.kitchen.Gate;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.Reaction;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Where an order can be when a client cancels or terminates it. */
enum Moment {
  BEFORE_THE_FIRST_TASK(
      (kitchen, scene) -> {
        kitchen.stopWorkers();
        scene.order = kitchen.place(request());
        scene.order.awaitEvents(EVENT_TYPE_WORKFLOW_TASK_SCHEDULED, 1);
        scene.goOn = kitchen::startWorkers;
      }),

  DURING_THE_CLAIM(
      (kitchen, scene) -> {
        kitchen.table().fail("GetRobot", 3);
        scene.hold(kitchen, kitchen.table().block("GetRobot"), request());
      }),

  IN_THE_QUEUE(
      (kitchen, scene) -> {
        kitchen.place(request()).awaitTimer();
        scene.order = kitchen.place(request()).awaitTimer();
      }),

  WHILE_THE_BROKER_REFUSES(
      (kitchen, scene) -> {
        kitchen.table().when("Robot1", Reaction.notSent("not connected"));
        scene.order = kitchen.place(request()).awaitTimer();
      }),

  WHILE_THE_ROBOT_WORKS((kitchen, scene) -> scene.order = kitchen.place(request()).awaitTimer()),

  WHILE_A_ROBOT_IS_SET_BROKEN(
      (kitchen, scene) -> {
        kitchen.table().add("Robot2");
        Gate gate = kitchen.table().block("SetRobotBroken");
        scene.hold(kitchen, gate, request());
      }),

  WHILE_THE_ORDER_IS_FINISHED(
      (kitchen, scene) -> {
        kitchen.table().when("Robot1", Reaction.succeedsAfter(Duration.ofSeconds(1)));
        kitchen.table().fail("SetRobotFinished", 3);
        scene.hold(kitchen, kitchen.table().block("SetRobotFinished"), request());
      }),

  WHILE_THE_LAST_ROBOT_IS_SET_BROKEN(
      (kitchen, scene) ->
          scene.hold(kitchen, kitchen.table().block("SetRobotBroken"), request().withAttempts(1))),

  WHILE_A_FAILED_ORDER_IS_ENDED(
      (kitchen, scene) ->
          scene.hold(kitchen, kitchen.table().block("EndOrder"), request().withAttempts(1)));

  @SuppressWarnings("ImmutableEnumChecker") // A lambda without state.
  private final BiConsumer<Kitchen, Scene> way;

  Moment(BiConsumer<Kitchen, Scene> way) {
    this.way = way;
  }

  /** Brings an order there, with Robot1. */
  Scene in(Kitchen kitchen) {
    kitchen.table().add("Robot1");
    Scene scene = new Scene();
    way.accept(kitchen, scene);
    return scene;
  }

  private static OrderRequest request() {
    return OrderRequest.of("Strawberry Smoothie");
  }
}
