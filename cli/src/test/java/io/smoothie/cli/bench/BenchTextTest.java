package io.smoothie.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.cli.output.Look;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BenchTextTest {
  @Test
  void percentiles_are_of_the_times_in_order() {
    long[] millis = LongStream.rangeClosed(1, 200).map(ms -> (201 - ms) * 1_000_000).toArray();

    assertEquals(new LegTime(200, 0.1, 0.198), LegTime.of(millis));
    assertEquals(new LegTime(1, 0.0012, 0.0012), LegTime.of(new long[] {1_234_567}));
  }

  @Test
  void a_rate_sums_up_its_rounds_and_shares_the_processor_time_among_the_orders() {
    Rate rate = new Rate();
    rate.add(10, Duration.ofSeconds(1), Map.of("worker", Duration.ofMillis(90)));
    rate.add(20, Duration.ofSeconds(1), Map.of("worker", Duration.ofMillis(150)));

    assertEquals(15.0, rate.perSecond());
    assertEquals(Map.of("worker", 0.008), rate.processorSeconds());
  }

  @Test
  void the_result_in_columns() {
    BenchResult result =
        new BenchResult(
            "temporal:7233",
            "mqtt://broker:1883",
            "jdbc:sqlite:shop.db",
            2,
            2000,
            50,
            40,
            1500,
            4000,
            0,
            null,
            45.1,
            57.0,
            0.79,
            44.2,
            Map.of("claim", new LegTime(2000, 0.0123, 0.2)),
            Map.of("worker", 0.0081, "temporal", 0.025),
            Map.of("bare", 0.003, "temporal", 0.026));

    assertEquals(
        List.of(
            "Temporal temporal:7233, MQTT mqtt://broker:1883, table jdbc:sqlite:shop.db; 2 processors here",
            "",
            "             ORDERS/S",
            "closed loop  45.1      50 in flight, 40 robots",
            "bare engine  57.0      begin, wait for a signal, finish",
            "ratio        0.79",
            "backlog      44.2      2000 placed at once",
            "",
            "LEG    P50 MS  P99 MS",
            "claim  12.3    200.0   placed -> has a robot, or a place in the queue",
            "",
            "CPU       MS AN ORDER  MS A BARE ONE",
            "bare                   3.0",
            "temporal  25.0         26.0",
            "worker    8.1",
            "",
            "4000 orders made, 0 failed"),
        new BenchText(result, Look.PLAIN).lines());
  }
}
