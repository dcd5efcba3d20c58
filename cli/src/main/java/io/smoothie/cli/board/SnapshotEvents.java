package io.smoothie.cli.board;

import io.smoothie.cli.snapshot.Snapshot;
import io.smoothie.cli.snapshot.SnapshotFeed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Snapshots as events, written once for all viewers. Thread-safe. */
final class SnapshotEvents {
  private final SnapshotFeed feed;
  private final List<Viewer> viewers = new ArrayList<>();
  private @Nullable AutoCloseable looking;
  private @Nullable Snapshot last;
  private @Nullable Event lastEvent;

  SnapshotEvents(SnapshotFeed feed) {
    this.feed = feed;
  }

  /** Instead of a snapshot that shows nothing new. */
  private record Tick(Instant at) {}

  synchronized AutoCloseable look(Viewer viewer) {
    viewers.add(viewer);
    if (looking == null) {
      looking = feed.look(this::show);
    } else if (lastEvent != null) {
      viewer.add(lastEvent);
    }
    return () -> leave(viewer);
  }

  private synchronized void leave(Viewer viewer) throws Exception {
    viewers.remove(viewer);
    if (viewers.isEmpty() && looking != null) {
      looking.close();
      looking = null;
      last = null;
      lastEvent = null;
    }
  }

  private synchronized void show(Snapshot now) {
    if (viewers.isEmpty()) {
      return; // The last one has just left, and the next one has not seen this.
    }
    boolean same = last != null && now.showsTheSameAs(last);
    Event event = same ? Event.of("tick", new Tick(now.at())) : Event.of("snapshot", now);
    if (!same) {
      last = now;
      lastEvent = event;
    }
    viewers.forEach(viewer -> viewer.add(event));
  }
}
