package io.smoothie.gateway;

import io.temporal.internal.testservice.SteppedTemporal;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random histories in memory; see {@link RandomLanes} for how to play more, or one again. */
class RandomHistoriesTest {
  private static final int SEQUENCES = 500;

  /** More than there are cores: most of the time a lane waits for a thread of its server's. */
  private static final int LANES = 8;

  /** The in-memory server keeps every history, and slows down with it. */
  private static final int SEQUENCES_PER_SERVER = 50;

  @TempDir Path folder;

  @Test
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void at_rest_every_order_has_ended_once_and_nothing_is_held() throws Exception {
    RandomLanes lanes = new RandomLanes("smoothie.random.sequences", SEQUENCES);
    lanes.play(
        LANES,
        name -> {
          for (int server = 0; !lanes.isDone(); server++) {
            playOnOneServer(name + "-" + server, lanes);
          }
        });
  }

  private void playOnOneServer(String name, RandomLanes lanes) {
    try (SteppedTemporal temporal = new SteppedTemporal();
        RandomShop shop =
            new RandomShop(temporal.client(), temporal.clock(), folder, name, notSticky())) {
      for (int i = 0; i < SEQUENCES_PER_SERVER; i++) {
        OptionalLong seed = lanes.nextSeed();
        if (seed.isEmpty()) {
          return;
        }
        new RandomHistory(seed.getAsLong(), shop, new SteppedTime(temporal, shop)).play();
      }
    }
  }

  /** The in-memory server keeps an order's next task for ever for a sticky worker that is gone. */
  private static WorkerOptions notSticky() {
    return WorkerOptions.newBuilder().setStickyQueueScheduleToStartTimeout(Duration.ZERO).build();
  }
}
