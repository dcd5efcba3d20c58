package io.smoothie.cli.show;

import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The path that an order took. Every visit begins when the visit before it ended, so that the
 * durations add up to the order's.
 *
 * @param visits never empty; the last one may be under way
 * @param waits what the order waits for, going by its path alone; null between two stages
 */
record Path(List<Visit> visits, @Nullable Wait waits) {
  Path {
    visits = List.copyOf(visits);
  }

  static Path begun(Instant at) {
    return new Path(List.of(Visit.begun(Stage.GET_ROBOT, null, at)), null);
  }

  Visit last() {
    return visits.get(visits.size() - 1);
  }

  boolean isUnderWay() {
    return last().ended() == null;
  }

  boolean isAt(Stage stage) {
    return isUnderWay() && last().stage() == stage;
  }

  boolean waitsFor(Wait.Kind kind) {
    return waits != null && waits.kind() == kind;
  }

  /** The robot that the order has, or null. */
  @Nullable RobotName holds() {
    return isUnderWay() ? last().robot() : null;
  }

  /** Moves the order to {@code stage} unless it is there: no event marks a change of stage. */
  Path at(Stage stage) {
    return isAt(stage)
        ? this
        : leave(Visit.State.DONE, holds(), last().started(), last().note())
            .enter(stage, stage == Stage.GET_ROBOT ? null : holds());
  }

  Path enter(Stage stage, @Nullable RobotName robot) {
    Instant from = Objects.requireNonNullElse(last().ended(), last().started());
    return new Path(with(visits, Visit.begun(stage, robot, from)), null);
  }

  /** Does nothing between two stages. */
  Path leave(Visit.State state, @Nullable RobotName robot, Instant at, String words) {
    return isUnderWay() ? replaced(last().left(state, robot, at, words), null) : this;
  }

  Path failed(Instant at, String words) {
    return leave(Visit.State.FAILED, holds(), at, words);
  }

  /** The visit that is under way was none. */
  Path dropped() {
    return new Path(visits.subList(0, visits.size() - 1), null);
  }

  Path triedMore(int times) {
    return replaced(last().triedMore(times), waits);
  }

  Path noted(String words) {
    return replaced(last().noted(words), waits);
  }

  Path waitsFor(Wait outside) {
    return new Path(visits, outside);
  }

  /** Repeated visits are one, and the order has waited since the first of them. */
  Path folded() {
    Path folded = new Path(RepeatedVisits.folded(visits), waits);
    return waits == null || waits.kind() == Wait.Kind.QUEUE
        ? folded
        : folded.waitsFor(waits.since(folded.last().started()));
  }

  private Path replaced(Visit visit, @Nullable Wait outside) {
    return new Path(with(visits.subList(0, visits.size() - 1), visit), outside);
  }

  private static List<Visit> with(List<Visit> visits, Visit next) {
    return Stream.concat(visits.stream(), Stream.of(next)).toList();
  }
}
