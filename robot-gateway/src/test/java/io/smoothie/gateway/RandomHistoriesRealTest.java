package io.smoothie.gateway;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.temporal.worker.WorkerOptions;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random histories on a real Temporal server, in real time. */
class RandomHistoriesRealTest {
  private static final int SEQUENCES = 50;

  /** They mostly wait; each has a task queue and a table of its own. */
  private static final int LANES = 8;

  @TempDir Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void at_rest_every_order_has_ended_once_and_nothing_is_held() throws Exception {
    RandomLanes lanes = new RandomLanes("smoothie.random.real.sequences", SEQUENCES);
    try (RealTemporal temporal = RealTemporal.start(binary(), folder)) {
      lanes.play(LANES, name -> playLane(name, lanes, temporal));
    }
  }

  private void playLane(String name, RandomLanes lanes, RealTemporal temporal) {
    try (RandomShop shop =
        new RandomShop(
            temporal.connection().client(),
            Clock.systemUTC(),
            folder,
            name,
            WorkerOptions.getDefaultInstance())) {
      ScheduledExecutorService listening = RealTime.listening(shop);
      try {
        for (OptionalLong seed = lanes.nextSeed(); seed.isPresent(); seed = lanes.nextSeed()) {
          new RandomHistory(seed.getAsLong(), shop, new RealTime(shop)).play();
        }
      } finally {
        listening.shutdownNow();
      }
    }
  }

  private static Path binary() {
    String mode = Optional.ofNullable(System.getenv("SMOOTHIE_REAL_TIER")).orElse("");
    Optional<Path> binary = RealTemporal.binary();
    if (mode.equals("off") || binary.isEmpty()) {
      String why =
          mode.equals("off")
              ? "SMOOTHIE_REAL_TIER=off"
              : "there is no `temporal` program; scripts/install-temporal brings it";
      assertNotEquals("required", mode, why);
      sayInMavensOutput("THE RANDOM HISTORIES ON A REAL TEMPORAL SERVER WERE SKIPPED: " + why);
      return abort(why);
    }
    return binary.get();
  }

  private static void sayInMavensOutput(String line) {
    // Not closed: it is the process's own standard output.
    new PrintStream(
            new FileOutputStream(FileDescriptor.out), /* autoFlush= */ true, StandardCharsets.UTF_8)
        .println(line);
  }
}
