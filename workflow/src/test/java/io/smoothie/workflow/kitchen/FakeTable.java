package io.smoothie.workflow.kitchen;

import static io.smoothie.workflow.kitchen.Kitchen.robot;

import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.OrderEnding;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotActivities;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.kitchen.Holds.Assigned;
import io.smoothie.workflow.kitchen.Reaction.Told;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All that an order asks of the world, in memory. Records every call in order; fails, blocks or
 * lies when asked to.
 */
public final class FakeTable implements OrderActivities, RobotActivities {
  private record Call(OrderId order, String what) {}

  private final Kitchen kitchen;
  private final Holds holds = new Holds();
  private final Faults faults = new Faults();
  private final Map<RobotName, Deque<Reaction>> reactions = new HashMap<>();
  private final Deque<ClaimResult> lies = new ConcurrentLinkedDeque<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<BrokenRequest> breakdowns = new ArrayList<>();
  private final List<ClaimRequest> claims = new ArrayList<>();
  private final Map<OrderId, OrderEnding> endings = new HashMap<>();
  private final AtomicBoolean wakes = new AtomicBoolean(true);
  private volatile BiConsumer<TestOrder, RobotName> onCancel = (order, robot) -> {};
  private final Set<RobotName> silent = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean deaf = new AtomicBoolean();

  FakeTable(Kitchen kitchen) {
    this.kitchen = kitchen;
  }

  /** Adds robots, each free and offered to the orders that wait. */
  public void add(String... names) {
    for (String name : names) {
      add(robot(name), Skills.NONE);
    }
  }

  void add(RobotName robot, Skills skills) {
    wake(holds.add(robot, skills));
  }

  /** How a robot takes its orders; the last reaction stays. Silent when nothing is said. */
  public void when(String name, Reaction... inTurn) {
    synchronized (reactions) {
      reactions.put(robot(name), new ArrayDeque<>(List.of(inTurn)));
    }
  }

  /** From now on the robot is not heard. */
  public void silent(String name) {
    silent.add(robot(name));
  }

  /** What robots do that are told of a cancel; nothing unless it is said. */
  public void whenCancelled(BiConsumer<TestOrder, RobotName> reaction) {
    onCancel = reaction;
  }

  /** From now on an order that gets a robot from the queue is not woken. */
  public void wakeNoOrder() {
    wakes.set(false);
  }

  /** From now on no gateway listens, or one does again. */
  public void deaf(boolean deafness) {
    deaf.set(deafness);
  }

  /** The next calls of an activity, by its type, fail. */
  public void fail(String activity, int times) {
    faults.fail(activity, times);
  }

  /** The next call of an activity, by its type, is held up before it does anything. */
  public Gate block(String activity) {
    return faults.block(activity);
  }

  void releaseAll() {
    faults.releaseAll();
  }

  /** The next claim is answered with this result. */
  public void answerClaim(ClaimResult result) {
    lies.add(result);
  }

  /**
   * A try that the order does not know of has told the robot, so that later tries count as told.
   */
  void markTold(RobotName robot) {
    holds.markTold(robot);
  }

  /** Loses the order's row in the queue. */
  public void forget(String workflowId) {
    order(workflowId).ifPresent(holds::stopWaiting);
  }

  /** Takes a robot away from the order that holds it. */
  public void takeAway(RobotName robot) {
    wake(holds.takeAway(robot));
  }

  /** The robot says that it is away, before the order that holds it could tell it anything. */
  void goesAway(RobotName robot) {
    holds.goesAway(robot);
  }

  void comesBack(RobotName robot) {
    wake(holds.comesBack(robot));
  }

  /** Every call for one order, in the order they came, written {@code SetRobotBroken(Robot1)}. */
  public List<String> calls(String workflowId) {
    synchronized (calls) {
      return calls.stream()
          .filter(call -> call.order().workflowId().equals(workflowId))
          .map(Call::what)
          .toList();
    }
  }

  /** Every call that said that a robot is broken. */
  public List<BrokenRequest> breakdowns() {
    synchronized (calls) {
      return List.copyOf(breakdowns);
    }
  }

  /** Every claim, in the order they came. */
  public List<ClaimRequest> claims() {
    synchronized (calls) {
      return List.copyOf(claims);
    }
  }

  /** How the order has told the table that it ended. */
  public Optional<OrderEnding> ending(String workflowId) {
    synchronized (calls) {
      return order(workflowId).map(endings::get);
    }
  }

  private void ended(OrderId order, @Nullable OrderEnding ending) {
    synchronized (calls) {
      if (ending != null) {
        OrderEnding before = endings.putIfAbsent(order, ending);
        if (before != null && !before.equals(ending)) {
          throw new IllegalStateException(order + " ended as " + before + " and as " + ending);
        }
      }
    }
  }

  public List<String> attempts(String workflowId) {
    return order(workflowId).map(holds::attempts).orElse(List.of());
  }

  public @Nullable RobotName heldBy(String workflowId) {
    return order(workflowId).map(holds::heldBy).orElse(null);
  }

  public boolean isWaiting(String workflowId) {
    return order(workflowId).filter(holds::isWaiting).isPresent();
  }

  public boolean isFree(String robot) {
    return holds.isFree(robot(robot));
  }

  public Optional<String> brokenReason(String robot) {
    return holds.brokenReason(robot(robot));
  }

  private static Optional<OrderId> order(String workflowId) {
    return OrderId.ofTaskToken(workflowId);
  }

  @Override
  public ClaimResult getRobot(ClaimRequest request) {
    came(request.order(), "GetRobot(%d)".formatted(request.claim()), "GetRobot");
    synchronized (calls) {
      claims.add(request);
    }
    ClaimResult lie = lies.poll();
    return lie != null ? lie : holds.claim(request);
  }

  @Override
  public TellResult tellRobotOrder(TellRequest request) {
    came(request.order(), "TellRobotOrder(%s)".formatted(request.robot()), "TellRobotOrder");
    if (!holds.telling(request.order(), request.claim(), request.robot())) {
      return new TellResult(TellOutcome.NOT_HELD, null);
    }
    if (deaf.get()) {
      return holds.notTold(request.robot())
          ? new TellResult(TellOutcome.NO_GATEWAY, "no gateway has been listening since 12:03")
          : new TellResult(TellOutcome.TOLD, "an earlier try may have told it");
    }
    TellResult result =
        reaction(request.robot())
            .to(
                new Told(
                    kitchen, kitchen.placed(request.order()), request.robot(), request.params()));
    return result.outcome().isNotTaken()
            && !holds.notTold(request.robot())
            && !holds.isMarked(request.robot())
        ? new TellResult(TellOutcome.TOLD, "an earlier try may have told it")
        : result;
  }

  @Override
  public TellCancelResult tellRobotCancel(TellCancelRequest request) {
    came(request.order(), "TellRobotCancel(%s)".formatted(request.robot()), "TellRobotCancel");
    boolean sent =
        holds.holds(request.order(), request.claim(), request.robot())
            && request.robot().equals(holds.told(request.order()).robot());
    if (sent) {
      onCancel.accept(kitchen.placed(request.order()), request.robot());
    }
    return new TellCancelResult(sent);
  }

  @Override
  public void setRobotFinished(FinishRequest request) {
    came(request.order(), "SetRobotFinished(%s)".formatted(request.robot()), "SetRobotFinished");
    ended(request.order(), request.ending());
    wake(holds.end(request.order(), AttemptOutcome.SUCCEEDED));
  }

  @Override
  public void setRobotBroken(BrokenRequest request) {
    came(
        request.order(),
        "SetRobotBroken(%s, %s)".formatted(request.robot(), request.outcome().word()),
        "SetRobotBroken");
    synchronized (calls) {
      breakdowns.add(request);
    }
    holds.breakDown(
        request.order(), request.claim(), request.robot(), request.outcome(), request.reason());
  }

  @Override
  public FreeResult freeRobot(FreeRequest request) {
    came(request.order(), "FreeRobot(%s)".formatted(request.robot()), "FreeRobot");
    if (request.evenIfTold() == null
        && request.robot().equals(holds.told(request.order()).robot())) {
      return new FreeResult(true);
    }
    wake(holds.giveBack(request.order(), request.claim(), request.robot(), request.outcome()));
    return new FreeResult(false);
  }

  @Override
  public ListeningResult confirmListening(ListeningRequest request) {
    came(request.order(), "ConfirmListening(%s)".formatted(request.robot()), "ConfirmListening");
    if (deaf.get()) {
      throw notListening();
    }
    return new ListeningResult();
  }

  @Override
  public SilenceResult confirmSilence(SilenceRequest request) {
    came(request.order(), "ConfirmSilence(%s)".formatted(request.robot()), "ConfirmSilence");
    if (deaf.get()) {
      throw notListening();
    }
    boolean isSilent =
        silent.contains(request.robot())
            && holds.holds(request.order(), request.claim(), request.robot());
    return isSilent ? new SilenceResult(true, null) : new SilenceResult(false, "40 %, blending");
  }

  private static ApplicationFailure notListening() {
    return ApplicationFailure.newBuilder()
        .setType(NOT_LISTENING)
        .setMessage("no gateway has been listening since 12:03")
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }

  @Override
  public LeaveResult leaveQueue(LeaveRequest request) {
    came(request.order(), "LeaveQueue", "LeaveQueue");
    holds.stopWaiting(request.order());
    return new LeaveResult(holds.heldBy(request.order()));
  }

  @Override
  public EndResult endOrder(EndRequest request) {
    came(request.order(), "EndOrder", "EndOrder");
    EndResult left = holds.told(request.order());
    if (left.robot() == null || request.evenIfTold()) {
      ended(request.order(), request.ending());
      wake(holds.end(request.order(), AttemptOutcome.RELEASED));
      return new EndResult(null, 0);
    }
    return left;
  }

  private void came(OrderId order, String what, String activity) {
    synchronized (calls) {
      calls.add(new Call(order, what));
    }
    faults.at(activity);
  }

  private Reaction reaction(RobotName robot) {
    synchronized (reactions) {
      Deque<Reaction> left = reactions.get(robot);
      if (left == null) {
        return Reaction.silent();
      }
      return left.size() > 1 ? left.removeFirst() : left.getFirst();
    }
  }

  /** Runs outside the lock, as after a commit; the robot of an order that is over is offered on. */
  private void wake(Optional<Assigned> assigned) {
    Optional<Assigned> next = assigned;
    while (next.isPresent() && wakes.get()) {
      Assigned who = next.get();
      next = Optional.empty();
      try {
        kitchen.placed(who.order()).wakeUp(who.claim());
      } catch (WorkflowNotFoundException e) {
        next = holds.end(who.order(), AttemptOutcome.RELEASED);
      }
    }
  }
}
