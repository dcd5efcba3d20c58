package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.wire.RobotMessage;
import io.smoothie.workflow.wire.Topics;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When what robots say of their work is written. */
class ProgressHandlerTest {
  private static final RobotName ROBOT = new RobotName("Robot1");
  private static final OrderId ORDER = new OrderId("o1");

  private final SimpleMeterRegistry meters =
      new SimpleMeterRegistry() {
        @Override
        protected Counter newCounter(Meter.Id id) {
          return new CumulativeCounter(id) {
            @Override
            public void increment(double amount) {
              super.increment(amount);
              if (talksAgainOnceWritten && "written".equals(id.getTag("result")) && amount > 0) {
                say();
              }
            }
          };
        }
      };

  private volatile boolean talksAgainOnceWritten;
  private long began;
  private String url;
  private Table table;
  private ProgressHandler progress;

  @SuppressWarnings("NullAway.Init")
  ProgressHandlerTest() {}

  @BeforeEach
  void open(@TempDir Path folder) {
    url = "jdbc:sqlite:" + folder.resolve("smoothie.db");
    table = Table.open(url);
    table.robots().add(List.of(ROBOT));
    var unused = table.claims().claim(new ClaimRequest(ORDER, 1, 3, Instant.now(), false));
    began = System.nanoTime();
    progress = new ProgressHandler(table.attempts(), new GatewayMetrics(meters));
  }

  @AfterEach
  void close() {
    progress.close();
    table.close();
  }

  private void say() {
    progress.take(
        Topics.progress(ROBOT), RobotMessage.progress(ORDER, 40, null), new byte[0], false);
  }

  private int written() {
    return (int) meters.counter("smoothie.gateway.progress", "result", "written").count();
  }

  @Test
  void a_robot_that_goes_on_talking_is_written_once_a_second_and_in_time() {
    talksAgainOnceWritten = true;
    say();

    await().until(() -> written() >= 3 && progress.isInTime());

    int written = written();
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertTrue(
        took.compareTo(ProgressHandler.PAUSE.multipliedBy(written)) >= 0,
        () -> "%d writings in %s".formatted(written, took));
    assertEquals(0, progress.breaks());
  }

  @Test
  void while_the_table_takes_nothing_it_does_not_have_it_in_time() throws Exception {
    try (Connection other = DriverManager.getConnection(url);
        Statement lock = other.createStatement()) {
      lock.execute("BEGIN IMMEDIATE");
      say();
      await().until(() -> !progress.isInTime());
      lock.execute("ROLLBACK");
    }

    await().until(progress::isInTime);
    assertEquals(1, written());
  }
}
