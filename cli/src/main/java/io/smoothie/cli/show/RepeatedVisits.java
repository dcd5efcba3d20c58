package io.smoothie.cli.show;

import io.smoothie.workflow.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Visits that an order repeats: while its broker is away or no gateway listens, it claims the same
 * robot over and over and does not tell it.
 */
final class RepeatedVisits {
  private RepeatedVisits() {}

  /** The path with repeated visits folded into one. */
  static List<Visit> folded(List<Visit> path) {
    List<Visit> folded = new ArrayList<>();
    for (Visit visit : path) {
      int before = folded.size() - 3;
      if (before >= 0
          && visit.wasNotSent()
          && folded.get(before).wasNotSent()
          && Objects.equals(folded.get(before).robot(), visit.robot())
          && folded.get(before + 1).stage() == Stage.GET_ROBOT
          && folded.get(before + 2).stage() == Stage.SET_ROBOT_WORKING) {
        Visit first = folded.get(before);
        folded.subList(before, folded.size()).clear();
        folded.add(visit.goesOnFrom(first));
      } else {
        folded.add(visit);
      }
    }
    return folded;
  }
}
