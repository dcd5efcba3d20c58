package io.smoothie.cli.stack;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.show.Ending;
import io.smoothie.cli.show.Visit;
import io.smoothie.cli.simulator.Behaviour;
import io.smoothie.workflow.Durations;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderResult;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The demo's story, chapter by chapter; checks that each chapter ends as it is told. */
final class Demo {
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private static final RobotName ROBOT2 = new RobotName("Robot2");

  private final DemoHouse house;
  private final String startToClose;
  private boolean asTold = true;

  Demo(DemoHouse house) {
    this.house = house;
    this.startToClose = Durations.format(house.pace().startToClose());
  }

  /** Plays all chapters; answers whether every one ended as told. */
  boolean play() throws InterruptedException {
    robotMakesSmoothie();
    robotTimesOut();
    noRobotIsFree();
    robotsAreRepaired();
    retryFindsTheOtherRobot();
    ordersQueue();
    return asTold;
  }

  private void robotMakesSmoothie() throws InterruptedException {
    house.title("1 of 6: A robot makes a smoothie");
    house.addRobots(List.of(ROBOT1, ROBOT2));
    house.switchOn(ROBOT1, making());
    house.switchOn(ROBOT2, making());
    house.tell("Two robots are switched on, and free.");
    house.smoothie("robots", "list");
    house.tell("An order comes. The first free robot by name is Robot1, which takes a moment.");
    order("demo-1", "Strawberry Smoothie");
    expectTakenBy(ROBOT1, "demo-1");
    house.smoothie("robots", "list");
    followToItsEnd("demo-1", ExitCode.OK);
    expectMade("demo-1", ROBOT1);
    expectRobots(RobotStatus.ONLINE, RobotStatus.ONLINE);
    endOfChapter();
  }

  private void robotTimesOut() throws InterruptedException {
    house.title("2 of 6: Nobody answers");
    house.tell("The robots are switched off; the table does not know. An order with one attempt");
    house.tell("(--attempts 1) that does not queue (--queue-timeout 0), as the AWS demo's were.");
    house.switchOff(ROBOT1);
    house.switchOff(ROBOT2);
    orderAsInAws("demo-2", "Mango Smoothie");
    followToItsEnd("demo-2", ExitCode.FAILED);
    Ending ending = expectFailed("demo-2", FailureType.ROBOT_TIMED_OUT);
    expect(
        "the failure says that nobody was subscribed",
        ending != null && String.valueOf(ending.message()).contains("subscribed"));
    expectRobots(RobotStatus.BROKEN, RobotStatus.ONLINE);
    endOfChapter();
  }

  private void noRobotIsFree() throws InterruptedException {
    house.title("3 of 6: No robot is left");
    house.tell("The same happens to Robot2. Then there is nobody to take an order.");
    orderAsInAws("demo-3", "Banana Smoothie");
    followToItsEnd("demo-3", ExitCode.FAILED);
    expectFailed("demo-3", FailureType.ROBOT_TIMED_OUT);
    expectRobots(RobotStatus.BROKEN, RobotStatus.BROKEN);
    orderAsInAws("demo-4", "Peach Smoothie");
    followToItsEnd("demo-4", ExitCode.FAILED);
    expectFailed("demo-4", FailureType.NO_ROBOT_AVAILABLE);
    endOfChapter();
  }

  private void robotsAreRepaired() throws InterruptedException {
    house.title("4 of 6: Repaired, and back");
    house.switchOn(ROBOT1, making());
    house.switchOn(ROBOT2, making());
    expect("the robots are repaired", house.smoothie("robots", "repair", "--all") == ExitCode.OK);
    order("demo-5", "Blueberry Smoothie");
    followToItsEnd("demo-5", ExitCode.OK);
    expectMade("demo-5", ROBOT1);
    expectRobots(RobotStatus.ONLINE, RobotStatus.ONLINE);
    endOfChapter();
  }

  private void retryFindsTheOtherRobot() throws InterruptedException {
    house.title("5 of 6: Another robot tries");
    house.tell("Robot1 now fails whatever it is told. An order has three attempts unless it says");
    house.tell("otherwise, each with a robot that has not tried it.");
    house.switchOff(ROBOT1);
    house.switchOn(ROBOT1, failing("the blender is jammed"));
    order("demo-6", "Kiwi Smoothie");
    followToItsEnd("demo-6", ExitCode.OK);
    expectMade("demo-6", ROBOT2);
    expectRobots(RobotStatus.BROKEN, RobotStatus.ONLINE);
    endOfChapter();
  }

  private void ordersQueue() throws InterruptedException {
    house.title("6 of 6: Three orders, two robots");
    house.switchOff(ROBOT1);
    house.switchOn(ROBOT1, making());
    expect("Robot1 is repaired", house.smoothie("robots", "repair", "Robot1") == ExitCode.OK);
    house.tell("Three orders at once: the third waits in the queue, and is handed the first robot");
    house.tell("that comes free.");
    order("demo-7", "Apple Smoothie");
    expectTakenBy(ROBOT1, "demo-7");
    order("demo-8", "Pear Smoothie");
    expectTakenBy(ROBOT2, "demo-8");
    order("demo-9", "Cherry Smoothie");
    house.smoothie("robots", "list");
    followToItsEnd("demo-9", ExitCode.OK);
    expectMade("demo-7", ROBOT1);
    expectMade("demo-8", ROBOT2);
    expectMade("demo-9", null);
    expect("order demo-9 waited in the queue", hasQueued("demo-9"));
    expectRobots(RobotStatus.ONLINE, RobotStatus.ONLINE);
    expect("nobody waits any more", house.waiting() == 0);
    house.smoothie("orders", "list");
    house.smoothie("robots", "list");
  }

  private void order(String id, String smoothie, String... options) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("order", smoothie, "--id", id));
    words.addAll(List.of(options));
    words.add("--detach");
    int code = house.smoothie(words.toArray(String[]::new));
    expect("order " + id + " is placed", code == ExitCode.OK);
  }

  private void orderAsInAws(String id, String smoothie) throws InterruptedException {
    order(
        id, smoothie, "--start-to-close", startToClose, "--attempts", "1", "--queue-timeout", "0");
  }

  private void followToItsEnd(String id, int exitCode) throws InterruptedException {
    int code = house.smoothie("orders", "show", id, "--follow");
    expect("order %s ends with exit code %d".formatted(id, exitCode), code == exitCode);
  }

  private void expectTakenBy(RobotName robot, String id) throws InterruptedException {
    expect("%s takes order %s".formatted(robot, id), house.goesFirstTo(robot, new OrderId(id)));
  }

  private boolean hasQueued(String id) {
    return house.story(new OrderId(id)).path().stream()
        .map(Visit::note)
        .anyMatch(note -> note.startsWith("waited in the queue"));
  }

  private void expectMade(String id, @Nullable RobotName by) {
    Ending ending = house.story(new OrderId(id)).ending();
    OrderResult result = ending == null ? null : ending.result();
    expect(
        "order %s is made%s".formatted(id, by == null ? "" : " by " + by),
        result != null && (by == null || result.robot().equals(by)));
  }

  private @Nullable Ending expectFailed(String id, String type) {
    Ending ending = house.story(new OrderId(id)).ending();
    expect(
        "order %s fails as %s".formatted(id, type), ending != null && type.equals(ending.type()));
    return ending;
  }

  private void expectRobots(RobotStatus first, RobotStatus second) throws InterruptedException {
    expect("Robot1 is " + first, house.becomes(ROBOT1, first));
    expect("Robot2 is " + second, house.becomes(ROBOT2, second));
  }

  private void expect(String what, boolean so) {
    if (!so) {
      asTold = false;
      house.tell("NOT AS TOLD, expected: " + what);
    }
  }

  private void endOfChapter() throws InterruptedException {
    house.smoothie("robots", "list");
    Thread.sleep(house.pace().pause().toMillis());
  }

  private Behaviour making() {
    return Behaviour.making(house.pace().makeTime());
  }

  private Behaviour failing(String reason) {
    return new Behaviour(
        house.pace().makeTime().dividedBy(3), Duration.ZERO, false, false, reason, false);
  }
}
