package io.smoothie.gateway;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LanesTest {
  private final AtomicInteger throwsSeen = new AtomicInteger();
  private final Lanes lanes = new Lanes("test", 4, (lane, e) -> throwsSeen.incrementAndGet());

  @AfterEach
  void stop() {
    lanes.close();
  }

  @Test
  void a_lane_keeps_its_order_and_leaves_nothing_behind() {
    List<Integer> done = new CopyOnWriteArrayList<>();
    IntStream.range(0, 1_000).forEach(i -> lanes.add("r", () -> done.add(i)));

    await().until(() -> lanes.size() == 0);
    assertEquals(IntStream.range(0, 1_000).boxed().toList(), done);
  }

  @Test
  void a_lane_that_is_busy_holds_up_no_other() {
    CountDownLatch busy = new CountDownLatch(1);
    List<String> done = new CopyOnWriteArrayList<>();
    lanes.add("slow", () -> waitFor(busy));
    lanes.add("slow", () -> done.add("slow"));
    lanes.add("quick", () -> done.add("quick"));

    await().until(() -> done.equals(List.of("quick")));
    busy.countDown();
    await().until(() -> done.equals(List.of("quick", "slow")));
  }

  @Test
  void work_that_throws_is_run_again_before_the_next_and_holds_no_thread() {
    List<String> done = new CopyOnWriteArrayList<>();
    AtomicInteger left = new AtomicInteger(3);
    for (int i = 0; i < 10; i++) {
      lanes.add("stuck" + i, () -> failAlways());
    }
    lanes.add(
        "r",
        () -> {
          if (left.getAndDecrement() > 0) {
            throw new IllegalStateException("not now");
          }
          done.add("first");
        });
    lanes.add("r", () -> done.add("second"));

    await().until(() -> done.equals(List.of("first", "second")));
    await().until(() -> lanes.size() == 10);
  }

  @Test
  void an_error_is_held_like_an_exception() {
    AtomicInteger runs = new AtomicInteger();
    lanes.add(
        "r",
        () -> {
          if (runs.incrementAndGet() == 1) {
            throw new StackOverflowError();
          }
        });

    await().until(() -> lanes.size() == 0);
    assertEquals(1, throwsSeen.get());
  }

  @Test
  void work_that_keeps_throwing_is_run_again_after_ever_longer_pauses() {
    List<Long> runs = new CopyOnWriteArrayList<>();
    lanes.add(
        "r",
        () -> {
          runs.add(System.nanoTime());
          failAlways();
        });

    await().until(() -> runs.size() == 5);
    // A busy machine makes a pause longer, never shorter.
    long pauseMillis = 200;
    for (int i = 1; i < 5; i++) {
      long waitedMillis = TimeUnit.NANOSECONDS.toMillis(runs.get(i) - runs.get(i - 1));
      assertTrue(waitedMillis >= pauseMillis - 1, "pause %d: %d ms".formatted(i, waitedMillis));
      pauseMillis *= 2;
    }
  }

  @Test
  void closing_finishes_the_work_that_runs_and_drops_the_rest() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    List<String> done = new CopyOnWriteArrayList<>();
    lanes.add(
        "r",
        () -> {
          running.countDown();
          waitFor(finish);
          done.add("first");
        });
    lanes.add("r", () -> done.add("second"));
    lanes.add("held", LanesTest::failAlways);
    waitFor(running);
    Thread closer = new Thread(lanes::close);
    closer.start();
    await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
    finish.countDown();
    // When this returns its threads have ended: nothing can be done after it.
    closer.join();

    lanes.add("late", () -> done.add("late"));
    assertEquals(List.of("first"), done);
  }

  @Test
  void several_lanes_that_are_stopped_together_close_in_the_time_of_one() {
    Lanes other = new Lanes("other", 1, (lane, e) -> {});
    lanes.add("r", () -> waitFor(new CountDownLatch(1)));
    other.add("r", () -> waitFor(new CountDownLatch(1)));

    assertTimeoutPreemptively(
        Duration.ofSeconds(9),
        () -> {
          lanes.stop();
          other.stop();
          lanes.close();
          other.close();
        });
  }

  @Test
  void closing_does_not_wait_for_ever() {
    lanes.add("r", () -> waitFor(new CountDownLatch(1)));

    assertTimeoutPreemptively(Duration.ofSeconds(8), lanes::close);
  }

  private static void failAlways() {
    throw new IllegalStateException("not now");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
