package io.smoothie.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClosersTest {
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final Closers closers = new Closers();

  @AfterEach
  void leaveNoInterrupt() {
    assertFalse(Thread.interrupted());
  }

  @Test
  void parts_are_closed_in_the_opposite_order_also_where_one_fails_to_close() throws Exception {
    closers.add(() -> closed.add("added"));
    AutoCloseable started = closers.start(() -> () -> closed.add("started"));
    closers.add(
        () -> {
          throw new IllegalStateException("it does not close");
        });

    closers.close();

    assertEquals(List.of("started", "added"), closed);
    started.close();
  }

  @Test
  void an_interrupt_that_a_starting_part_swallows_is_not_lost_and_the_part_is_closed()
      throws Exception {
    CountDownLatch starting = new CountDownLatch(1);
    FutureTask<AutoCloseable> caller =
        new FutureTask<>(
            () ->
                closers.start(
                    () -> {
                      starting.countDown();
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException swallowed) {
                        return () -> closed.add("part");
                      }
                      throw new AssertionError("never");
                    }));
    Thread thread = new Thread(caller, "caller");
    thread.start();
    starting.await();

    thread.interrupt();

    Throwable thrown =
        assertThrows(Exception.class, () -> caller.get(90, TimeUnit.SECONDS)).getCause();
    assertInstanceOf(InterruptedException.class, thrown);
    closers.close();
    assertEquals(List.of("part"), closed);
  }

  @Test
  void what_a_start_throws_is_thrown_as_it_is() {
    RuntimeException refused = new IllegalArgumentException("no such port");

    RuntimeException thrown =
        assertThrows(
            RuntimeException.class,
            () ->
                closers.start(
                    () -> {
                      throw refused;
                    }));

    assertSame(refused, thrown);
  }
}
