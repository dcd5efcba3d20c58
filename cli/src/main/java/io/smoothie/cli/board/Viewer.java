package io.smoothie.cli.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What one who looks has not been sent yet. It is little however slow the connection is: of each
 * kind only the latest event, and the latest messages. Thread-safe.
 */
final class Viewer {
  private static final int MESSAGES = 50;

  private final Map<String, String> latest = new LinkedHashMap<>();
  private final Deque<String> messages = new ArrayDeque<>();

  synchronized void add(Event event) {
    if (event.isMessage()) {
      if (messages.size() == MESSAGES) {
        messages.removeFirst();
      }
      messages.add(event.text());
    } else {
      latest.put(event.kind(), event.text());
    }
    notifyAll();
  }

  /** All that has come since the last call; waits for something, or that nothing came in time. */
  synchronized String next(long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long left = millis;
    while (latest.isEmpty() && messages.isEmpty() && left > 0) {
      wait(left);
      left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    }
    String all = String.join("", latest.values()) + String.join("", messages);
    latest.clear();
    messages.clear();
    return all.isEmpty() ? Event.NOTHING : all;
  }
}
