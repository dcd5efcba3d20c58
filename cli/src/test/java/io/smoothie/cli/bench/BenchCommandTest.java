package io.smoothie.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.activities.mqtt.EmbeddedBroker;
import io.smoothie.activities.mqtt.FreePort;
import io.smoothie.cli.testing.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bench refuses; that it measures is in the real tier. */
class BenchCommandTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws IOException {
    shop = new Shop(folder);
    shop.with("SMOOTHIE_MQTT_URL", "mqtt://127.0.0.1:" + EmbeddedBroker.shared().port());
  }

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void numbers_out_of_range_are_wrong_use() {
    shop.assertRefused(2, "--orders is 0; it goes from 1 to 1000000", "bench", "--orders", "0");
    shop.assertRefused(2, "--in-flight is 1001", "bench", "--in-flight", "1001");
    shop.assertRefused(2, "--robots is -1", "bench", "--robots=-1");
    shop.assertRefused(2, "--warm-up is -1; it goes from 0", "bench", "--warm-up=-1");
    shop.assertRefused(2, "--part needs the --run it is of", "bench", "--part", "worker");
  }

  @Test
  void a_Temporal_that_makes_no_namespace_is_refused_and_nothing_is_left_beside_the_table()
      throws IOException {
    shop.assertRefused(1, "lets no namespace be made", "bench", "--orders=1");

    try (Stream<Path> beside = Files.list(folder)) {
      assertEquals(
          List.of(),
          beside
              .filter(file -> file.getFileName().toString().startsWith("smoothie-bench"))
              .toList());
    }
  }

  @Test
  void no_broker_is_no_connection() {
    int port = FreePort.find();
    shop.assertRefused(4, "127.0.0.1:" + port, "bench", "--mqtt-url", "mqtt://127.0.0.1:" + port);
  }

  @Test
  void no_Temporal_is_no_connection() {
    String address = "127.0.0.1:" + FreePort.find();
    shop.assertRefused(4, address, "bench", "--temporal-address", address);
  }
}
