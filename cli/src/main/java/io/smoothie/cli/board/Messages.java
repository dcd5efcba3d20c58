package io.smoothie.cli.board;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The MQTT messages that passed last, where the broker is ours. Thread-safe, and never blocks. */
public final class Messages {
  private static final int KEPT = 30;

  private final Deque<Message> last = new ArrayDeque<>();
  private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

  public synchronized void add(Message message) {
    if (last.size() == KEPT) {
      last.removeFirst();
    }
    last.add(message);
    if (!viewers.isEmpty()) {
      Event event = Event.of(Event.MESSAGE, message);
      viewers.forEach(viewer -> viewer.add(event));
    }
  }

  /** Hands {@code viewer} the last messages, and each that passes until this is closed. */
  synchronized AutoCloseable look(Viewer viewer) {
    last.forEach(message -> viewer.add(Event.of(Event.MESSAGE, message)));
    viewers.add(viewer);
    return () -> viewers.remove(viewer);
  }
}
