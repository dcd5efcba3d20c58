package io.smoothie.cli.robots;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrainCommandTest {
  private static final RobotName ROBOT1 = new RobotName("Robot1");

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @Test
  void a_robot_that_is_free_is_out_of_service_at_once_and_comes_back() {
    shop.run("robots", "add", "Robot1");

    Ran drained = shop.run("robots", "drain", "Robot1", "--wait");

    assertEquals(0, drained.exit(), drained.err());
    assertEquals("Robot1 gets no order any more (OUT_OF_SERVICE).\n", drained.out());
    assertTrue(shop.run("robots", "list").out().contains("OUT_OF_SERVICE"));
    String repaired = shop.run("robots", "repair", "Robot1").out();
    assertEquals("Robot1 was well (OUT_OF_SERVICE); nothing changed.\n", repaired);
    assertEquals(
        "Robot1 is in service again (ONLINE).\n", shop.run("robots", "resume", "Robot1").out());
    assertEquals("Robot1 was in service (ONLINE).\n", shop.run("robots", "resume", "Robot1").out());
  }

  @Test
  void a_robot_that_was_away_and_is_repaired_is_said_to_be_out_of_service_still() {
    RobotName name = new RobotName("Robot1");
    shop.run("robots", "add", "Robot1");
    shop.run("robots", "drain", "Robot1");
    shop.table.robots().presence(name, /* connected= */ false, /* register= */ false);

    assertEquals(
        "Robot1 repaired; it had said that it is away, and counts as there again; it is out of"
            + " service: smoothie robots resume Robot1.\n",
        shop.run("robots", "repair", "Robot1").out());
  }

  @Test
  void which_robots_has_to_be_said_and_they_have_to_be_there() {
    assertEquals(2, shop.run("robots", "drain").exit());
    assertEquals(2, shop.run("robots", "drain", "Robot1", "--all").exit());
    assertEquals(2, shop.run("robots", "drain", "a b").exit());
    assertEquals(0, shop.run("robots", "drain", "--all").exit());
    for (String command : new String[] {"drain", "resume"}) {
      Ran ran = shop.run("robots", command, "Robot7");
      assertEquals(1, ran.exit());
      assertTrue(ran.err().contains("There is no robot Robot7"), ran.err());
    }
  }

  @Test
  void a_robot_at_work_is_waited_for_and_then_gets_nothing_more() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.run("order", "Mango", "--id", "a", "--detach", "--start-to-close", "1h", "--limit", "1h");
    await().until(() -> shop.table.robots().find(ROBOT1).orElseThrow().told());

    Ran timeout = shop.run("robots", "drain", "--all", "--wait-timeout", "1s");
    assertEquals(8, timeout.exit(), timeout.err());
    assertEquals("Robot1 is DRAINING: it finishes order a.\n", timeout.out());
    assertTrue(timeout.err().contains("1 robot to finish: Robot1 (order a)"), timeout.err());
    Ran removed = shop.run("robots", "remove", "Robot1");
    assertTrue(removed.err().contains("smoothie robots drain Robot1 --wait"), removed.err());

    CompletableFuture<Ran> waiting =
        CompletableFuture.supplyAsync(() -> shop.run("robots", "drain", "Robot1", "--wait"));
    shop.run("order", "Berry", "--id", "b", "--detach");
    await().until(() -> shop.table.queue().length() == 1);
    shop.robots.when("Robot1", Robots.MAKES);
    shop.orders.succeeded(new OrderId("a"), RobotSucceeded.by(ROBOT1));

    assertEquals(0, waiting.get().exit(), waiting.get().err());
    assertEquals(
        RobotStatus.OUT_OF_SERVICE, shop.table.robots().find(ROBOT1).orElseThrow().status());
    String shown = shop.run("orders", "show", "b").out();
    assertTrue(shown.contains("smoothie robots resume Robot1"), shown);
    assertEquals(0, shop.run("robots", "resume", "Robot1").exit());
    assertEquals(0, shop.run("orders", "show", "b", "--follow").exit());
  }
}
