package io.smoothie.workflow.kitchen;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up whoever comes until it is opened. */
public final class Gate {
  private final CountDownLatch somebodyCame = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** Waits until somebody is held up. */
  public void awaitSomebody() {
    try {
      if (!somebodyCame.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("Nobody came to the gate");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean hasSomebody() {
    return somebodyCame.getCount() == 0;
  }

  public void open() {
    open.countDown();
  }

  void pass() {
    somebodyCame.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("The worker was stopped", e);
    }
  }
}
