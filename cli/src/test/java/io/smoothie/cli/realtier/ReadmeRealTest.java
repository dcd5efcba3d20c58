package io.smoothie.cli.realtier;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.cli.docs.Readme;
import io.smoothie.workflow.OrderId;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * README's commands for each part by itself, and for an order from Temporal's own command line;
 * only where the servers are is ours, by the environment.
 */
@RealTier
class ReadmeRealTest {
  @Test
  void each_part_by_itself_makes_an_order_from_temporals_command_line(Shop shop) {
    List<Readme.Example> ours =
        Readme.examples("Each part by itself").stream().filter(Readme.Example::isOurs).toList();
    assertEquals(
        List.of("robots", "worker", "gateway", "robot"),
        ours.stream().map(example -> example.arguments().get(0)).toList());
    for (Readme.Example example : ours) {
      ChildProcess process = shop.onDefaultTaskQueue(example.arguments());
      if (example.arguments().get(0).equals("robots")) {
        assertEquals(0, process.awaitEnd(), process::output);
      } else {
        process.awaitOutput("Ctrl-C ");
      }
    }

    List<Readme.Example> temporals = Readme.examples("From Temporal's side");
    assertEquals(1, temporals.size());
    ChildProcess start = shop.temporal(temporals.get(0).arguments().toArray(String[]::new));

    assertEquals(0, start.awaitEnd(), start::output);
    assertEquals("Robot1", shop.end(new OrderId("by-hand")).robot());
    shop.awaitRest();
  }
}
