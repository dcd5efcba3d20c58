package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.OrderActivities.FinishRequest;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims and releases at the same instant, by 32 threads. */
abstract class RaceContract extends TableContract {
  private static final Logger log = LoggerFactory.getLogger(RaceContract.class);
  private static final int THREADS = 32;
  private static final int ROUNDS = 40;
  private static final int ROBOTS = 4;

  private final Queue<Held> held = new ConcurrentLinkedQueue<>();

  /** Each thread, in each round, at once with all others: one claim and one release. */
  @Test
  void a_claim_and_a_release_at_the_same_instant_never_leave_a_free_robot_beside_a_waiter()
      throws Exception {
    for (int i = 0; i < ROBOTS; i++) {
      robots(new RobotName("R" + i));
    }
    AtomicBoolean going = new AtomicBoolean(true);
    CyclicBarrier barrier = new CyclicBarrier(THREADS);
    ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
    try {
      Future<List<String>> watcher = pool.submit(() -> watch(going));
      List<Callable<Boolean>> threads = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String name = "t" + thread + "-";
        threads.add(
            () -> {
              for (int round = 0; round < ROUNDS; round++) {
                barrier.await();
                claimAndRelease(new OrderId(name + round));
              }
              return true;
            });
      }
      long before = System.nanoTime();
      for (Future<Boolean> thread : pool.invokeAll(threads)) {
        thread.get();
      }
      double seconds = (System.nanoTime() - before) / 1e9;
      going.set(false);
      assertEquals(List.of(), watcher.get());
      log.info("{} claims and as many releases in {} s", THREADS * ROUNDS, seconds);
    } finally {
      going.set(false);
      pool.shutdownNow();
    }
    finishTheRest();
    assertEquals(0, table.queue().length());
    assertTrue(table.robots().list().stream().allMatch(r -> r.status() == RobotStatus.ONLINE));
  }

  private void claimAndRelease(OrderId order) {
    Held release = held.poll();
    if (release != null) {
      finish(release);
    }
    ClaimResult result = table.claims().claim(request(order));
    if (result.outcome() == ClaimOutcome.CLAIMED) {
      held.add(new Held(order, 1, Objects.requireNonNull(result.robot())));
    }
  }

  private void finish(Held release) {
    List<WakeUpCall> calls = new ArrayList<>();
    table
        .waking(calls::addAll)
        .claims()
        .finish(new FinishRequest(release.order(), release.claim(), release.robot()));
    for (WakeUpCall call : calls) {
      ClaimResult result = table.claims().claim(request(call.order()));
      held.add(new Held(call.order(), 1, Objects.requireNonNull(result.robot())));
    }
  }

  private void finishTheRest() {
    // An order that saw its robot by a retried claim may stand in the list twice; once is enough.
    for (Held next = held.poll(); next != null; next = held.poll()) {
      finish(next);
    }
  }

  private static ClaimRequest request(OrderId order) {
    return new ClaimRequest(order, 1, 3, HandClock.START, true);
  }

  private List<String> watch(AtomicBoolean going) {
    while (going.get()) {
      List<String> violated = Invariants.violated(table);
      if (!violated.isEmpty()) {
        return violated;
      }
    }
    return Invariants.violated(table);
  }
}
