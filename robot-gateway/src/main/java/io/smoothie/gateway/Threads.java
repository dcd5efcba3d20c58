package io.smoothie.gateway;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The gateway's threads: named, and no reason for a process to stay. */
final class Threads {
  private Threads() {}

  static ThreadFactory daemons(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** A pool that drops what comes after its end: the MQTT client's flows may still have some. */
  static ThreadPoolExecutor pool(String name, int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        daemons(name),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  /** One thread for immediate and delayed work; it drops work that comes after its end. */
  static ScheduledThreadPoolExecutor timer(String name) {
    return new ScheduledThreadPoolExecutor(
        1, daemons(name), new ThreadPoolExecutor.DiscardPolicy());
  }
}
