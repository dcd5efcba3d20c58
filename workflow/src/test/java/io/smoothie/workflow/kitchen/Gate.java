package io.smoothie.workflow.kitchen;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up every caller until it is opened. */
public final class Gate {
  private final CountDownLatch callerCame = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  /** Waits until a caller is held up. */
  public void awaitCaller() {
    try {
      if (!callerCame.await(30, TimeUnit.SECONDS)) {
        throw new AssertionError("No caller came to the gate");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean hasCaller() {
    return callerCame.getCount() == 0;
  }

  public void open() {
    open.countDown();
  }

  void pass() {
    callerCame.countDown();
    try {
      open.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("The worker was stopped", e);
    }
  }
}
