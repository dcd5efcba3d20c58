package io.smoothie.cli.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewerTest {
  private final Viewer viewer = new Viewer();

  private static Event message(int number) {
    return Event.of(
        Event.MESSAGE, new Message(Instant.EPOCH, "", "topic-%d.".formatted(number), "", false));
  }

  @Test
  void a_slow_viewer_gets_the_latest_of_each_kind_and_the_latest_messages() throws Exception {
    viewer.add(Event.of("snapshot", Map.of("number", 1)));
    viewer.add(Event.of("snapshot", Map.of("number", 2)));
    viewer.add(Event.of("order", Map.of("id", "a")));
    for (int i = 0; i < 1_000; i++) {
      viewer.add(message(i));
    }
    String next = viewer.next(1);

    assertTrue(next.startsWith("event: snapshot\ndata: {\"number\":2}\n\nevent: order\n"), next);
    assertEquals(52, next.split("event: ", -1).length - 1, next);
    assertTrue(next.contains("topic-999.") && next.contains("topic-950."), next);
    assertEquals(":\n\n", viewer.next(1), "all was sent");
  }

  @Test
  void no_text_can_end_an_event_early() {
    String text = Event.of("order", Map.of("words", "a\n\nevent: b\r\u2028")).text();
    assertEquals(3, text.split("\n", -1).length - 1, text);
  }
}
