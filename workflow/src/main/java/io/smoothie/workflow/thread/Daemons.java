package io.smoothie.workflow.thread;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that have a name for logs and dumps, and are no reason for a process to stay. */
public final class Daemons {
  private Daemons() {}

  /** Threads that are named and numbered. */
  public static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> thread(name + "-" + number.incrementAndGet(), work);
  }

  /** One thread, not yet started. */
  public static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
