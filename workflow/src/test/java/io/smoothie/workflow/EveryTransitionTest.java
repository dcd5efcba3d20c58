package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.workflow.kitchen.Kitchen;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A transition that none of the {@link OrderPath}s takes is one that no test has tried. */
class EveryTransitionTest {
  @Test
  void every_transition_of_the_stages_is_taken_by_one_of_the_paths() {
    Set<String> possible = new TreeSet<>();
    possible.add("Start → " + Stage.GET_ROBOT);
    possible.add("Start → " + Stage.STATE_MACHINE_FAILED);
    for (Stage from : Stage.values()) {
      from.next().forEach(to -> possible.add(from + " → " + to));
    }

    Set<String> taken = new TreeSet<>();
    for (OrderPath path : OrderPath.values()) {
      Kitchen kitchen = new Kitchen();
      try (kitchen) {
        path.play(kitchen);
        kitchen.check();
      }
      taken.addAll(kitchen.transitions().keySet());
    }

    assertEquals(possible, taken);
  }
}
