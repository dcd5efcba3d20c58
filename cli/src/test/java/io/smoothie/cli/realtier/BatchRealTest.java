package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.Orders.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The client of a batch dies, or is stopped, and goes on. */
@RealTier
class BatchRealTest {
  private static final int LINES = 40;

  @Test
  void a_batch_whose_client_was_killed_and_then_stopped_goes_on_and_makes_each_line_once(
      Shop shop, RealServers servers) throws Exception {
    shop.open("Robot1");
    shop.simulatedRobot("Robot1", "--make-time", "300ms");
    Path file = shop.folder().resolve("orders.csv");
    Files.writeString(
        file,
        "smoothie,priority\n"
            + String.join(
                "\n", IntStream.range(0, LINES).mapToObj(i -> "Lime " + i + ",2").toList()));
    String[] batch = {
      "order",
      "--from",
      file.toString(),
      "--batch",
      shop.taskQueue(),
      "-o",
      "jsonl",
      "--in-flight",
      "5"
    };

    ChildProcess killed = shop.smoothie(batch);
    killed.awaitOutput("\"line\":4,");
    killed.kill();
    assertTrue(shop.orders().state(order(shop, LINES)) == State.NOT_FOUND, "it was in the middle");

    ChildProcess stopped = shop.smoothie(batch);
    stopped.awaitOutput("\"line\":8,");
    assertEquals(130, stopped.interrupt());
    assertTrue(
        stopped.output().contains("Run it again with --batch " + shop.taskQueue()),
        stopped::output);

    ChildProcess last = shop.smoothie(batch);
    last.awaitOutput("\"line\":12,");
    servers.killTemporal();
    last.awaitOutput("Still trying.");
    servers.restartTemporal();
    await("the batch's end").until(() -> !last.isAlive());
    assertEquals(0, last.awaitEnd(), last::output);
    assertTrue(last.output().contains("40 made, 0 failed"), last::output);
    for (int line = 2; line <= LINES + 1; line++) {
      assertTrue(last.output().contains("\"line\":%d,".formatted(line)), last::output);
      assertEquals(1, shop.table().attempts().of(order(shop, line)).size());
    }
    shop.awaitRest();
  }

  private static OrderId order(Shop shop, int line) {
    return new OrderId(shop.taskQueue() + "-" + line);
  }
}
