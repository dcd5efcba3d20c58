package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** How long a call waits for others: until its one deadline, and no longer. */
abstract class WaitingContract {
  private static final List<RobotName> ROBOT = List.of(new RobotName("Robot1"));
  private static final Duration SHORT = Duration.ofMillis(50);

  @SuppressWarnings("NullAway.Init") // opened before each test
  Table table;

  /** As another process has it. */
  @SuppressWarnings("NullAway.Init") // opened before each test
  private Table others;

  private final AtomicInteger runs = new AtomicInteger();

  /** The URL of a database that does not exist yet. */
  abstract String freshUrl();

  @BeforeEach
  void open() {
    String url = freshUrl();
    table = Table.open(url);
    others = Table.open(url);
  }

  @AfterEach
  void close() {
    table.close();
    others.close();
  }

  @Test
  void other_writers_of_the_process_are_waited_for_no_longer_than_the_deadline() throws Exception {
    whileWriting(
        table,
        () ->
            assertGivesUp(
                () -> table.eachWithin(SHORT).robots().add(ROBOT),
                "this process has waited 50 ms for its own writes"));
    assertEquals(ROBOT, table.robots().add(ROBOT));
  }

  @Test
  void the_lock_of_another_process_is_waited_for_no_longer_than_the_deadline() throws Exception {
    whileWriting(
        others,
        () -> {
          assertGivesUp(() -> table.eachWithin(SHORT).robots().add(ROBOT), "locked");
          assertEquals(List.of(), table.eachWithin(SHORT).robots().list(), "reading goes on");
        });
    assertEquals(ROBOT, table.robots().add(ROBOT));
  }

  @Test
  void several_calls_may_have_one_deadline() throws Exception {
    Table all = table.allWithin(SHORT);
    whileWriting(
        table, () -> assertGivesUp(() -> all.robots().add(ROBOT), "waited 50 ms for its own"));
    assertGivesUp(() -> all.robots().add(ROBOT), "it has left this waiting for 50 ms");
    assertGivesUp(() -> all.robots().list(), "it has left this waiting for 50 ms");
    assertEquals(List.of(), table.robots().list());
  }

  @Test
  void a_call_that_has_used_up_its_time_before_it_has_a_connection_does_nothing() {
    Database late = table.database().until(() -> Deadline.in(Duration.ZERO));
    assertGivesUp(() -> late.write(tx -> runs.incrementAndGet()), "is too slow");
    assertGivesUp(() -> late.read(handle -> runs.incrementAndGet()), "is too slow");
    assertEquals(0, runs.get());
  }

  /** Has {@code calls} made while a write of {@code writer} is under way. */
  private static void whileWriting(Table writer, Executable calls) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch enough = new CountDownLatch(1);
    CompletableFuture<Void> write =
        CompletableFuture.runAsync(
            () ->
                writer
                    .database()
                    .run(
                        tx -> {
                          begun.countDown();
                          await(enough);
                        }));
    try {
      await(begun);
      calls.execute();
    } catch (Throwable e) {
      throw new AssertionError(e);
    } finally {
      enough.countDown();
      write.get();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void assertGivesUp(Executable call, String words) {
    String message = String.valueOf(assertThrows(TableException.class, call).getMessage());
    assertTrue(message.contains(words), message);
  }
}
