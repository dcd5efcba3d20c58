package io.smoothie.cli.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.StayingCommand;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowerTest {
  @Test
  void a_follower_says_that_Temporal_is_away_and_goes_on(@TempDir Path folder) throws Exception {
    try (Shop shop = new Shop(folder)) {
      shop.run("order", "Green", "--id", "g", "--detach");
      try (StayingCommand follow =
          new StayingCommand(
              new Surroundings(Map.of("SMOOTHIE_DB_URL", shop.dbUrl()), folder),
              "orders",
              "show",
              "g",
              "--follow",
              "--temporal-address=" + shop.address())) {
        follow.says("no worker has taken it");

        shop.temporalGoesAway();

        follow.says("Still trying.");
        assertEquals(130, follow.interrupt());
      }
    }
  }
}
