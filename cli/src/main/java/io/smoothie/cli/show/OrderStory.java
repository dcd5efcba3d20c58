package io.smoothie.cli.show;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that an order's history tells.
 *
 * @param request the request, with defaults when it could not be read, see {@link
 *     OrderRequest#unreadable}
 * @param started when it was placed
 * @param due when its making begins or began: when it was placed, or later if it is scheduled; its
 *     end if it has ended before
 * @param holds the robot it has, or null
 * @param path the stages, in the order they were taken
 * @param cancelAccepted when a cancel was accepted, or null
 * @param waits what it waits for, null when it is over
 * @param ending null while it is not over
 * @param redriveOf the order that this one was placed again for, or null
 * @param redrives the orders that this one was placed again as; its history does not tell them
 * @param remarks what else an operator should know, a sentence each
 */
public record OrderStory(
    OrderId order,
    String runId,
    OrderRequest request,
    String taskQueue,
    Instant started,
    Instant due,
    @Nullable RobotName holds,
    List<Visit> path,
    List<Answer> answers,
    @Nullable Instant cancelAccepted,
    @Nullable Wait waits,
    @Nullable Ending ending,
    @Nullable OrderId redriveOf,
    List<PlacedAgain> redrives,
    List<String> remarks) {
  public OrderStory {
    path = List.copyOf(path);
    answers = List.copyOf(answers);
    redrives = List.copyOf(redrives);
    remarks = List.copyOf(remarks);
  }

  /** This story, and the orders that it was placed again as. */
  public OrderStory with(List<PlacedAgain> again) {
    return new OrderStory(
        order,
        runId,
        request,
        taskQueue,
        started,
        due,
        holds,
        path,
        answers,
        cancelAccepted,
        waits,
        ending,
        redriveOf,
        again,
        Stream.concat(remarks.stream(), again.stream().map(PlacedAgain::remark)).toList());
  }

  /** Where the order stands. */
  public OrderStatus status() {
    if (ending != null) {
      return ending.status();
    }
    if (waits != null && waits.kind() == Wait.Kind.DUE) {
      return OrderStatus.SCHEDULED;
    }
    return holds == null ? OrderStatus.WAITING : OrderStatus.WORKING;
  }

  /** Whether it was placed to be made later. */
  public boolean isScheduled() {
    return request.due() != null && request.due().isAfter(started);
  }

  /** The robot that has the order, or had it last; null when there was none. */
  public @Nullable RobotName robot() {
    RobotName last = holds;
    for (int i = path.size() - 1; i >= 0 && last == null; i--) {
      last = path.get(i).robot();
    }
    return last;
  }
}
