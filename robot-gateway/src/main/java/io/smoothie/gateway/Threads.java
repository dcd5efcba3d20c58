package io.smoothie.gateway;

import io.smoothie.workflow.thread.Daemons;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The gateway's pools. Each drops work that comes after its end. */
final class Threads {
  private Threads() {}

  /** The MQTT client's flows may still have work after the end. */
  static ThreadPoolExecutor pool(String name, int threads) {
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        Daemons.named(name),
        new ThreadPoolExecutor.DiscardPolicy());
  }

  /** One thread for immediate and delayed work. */
  static ScheduledThreadPoolExecutor timer(String name) {
    return new ScheduledThreadPoolExecutor(
        1, Daemons.named(name), new ThreadPoolExecutor.DiscardPolicy());
  }
}
