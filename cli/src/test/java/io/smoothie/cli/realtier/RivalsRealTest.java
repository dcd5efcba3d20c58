package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import org.junit.jupiter.api.Test;

/**
 * Two processes under one client ID, on a broker that may close a connection without saying why:
 * one of them ends with a sentence, and the other does its work.
 */
@RealTier
class RivalsRealTest {
  @Test
  void of_two_gateways_with_one_client_id_one_ends_and_names_the_option(Shop shop) {
    shop.addRobots("Robot1");
    shop.worker();
    String id = shop.taskQueue();
    ChildProcess first = shop.gateway(id);
    ChildProcess second = shop.smoothie("gateway", "--client-id", id);

    ChildProcess left = left(first, second);

    assertTrue(left.output().contains(id), left::output);
    assertTrue(left.output().contains("(--client-id)"), left::output);
    shop.simulatedRobot("Robot1", "--make-time=50ms");
    OrderId order = shop.place(OrderRequest.of("Plum"));
    assertEquals("Robot1", shop.end(order).robot());
  }

  @Test
  void of_two_robots_with_one_name_one_ends_and_says_so(Shop shop) {
    // A name of its own: the broker is shared.
    ChildProcess first = shop.simulatedRobot("Ada");
    ChildProcess second = shop.smoothie("robot", "Ada");

    ChildProcess left = left(first, second);

    assertTrue(left.output().contains("robot-Ada"), left::output);
    assertTrue(left.output().contains("A robot's name is for one robot"), left::output);
  }

  /** The one that has ended; the other is connected and stays. */
  private static ChildProcess left(ChildProcess first, ChildProcess second) {
    await("one of them to leave").until(() -> !first.isAlive() || !second.isAlive());
    ChildProcess left = first.isAlive() ? second : first;
    ChildProcess stays = left == first ? second : first;
    assertEquals(4, left.awaitEnd(), left::output);
    assertTrue(stays.isAlive(), stays::output);
    return left;
  }
}
