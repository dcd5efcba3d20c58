package io.smoothie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeldomLogTest {
  @Test
  void a_line_tells_how_many_were_left_out_before_it() {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    SeldomLog log = new SeldomLog(Duration.ofNanos(10), now::get);
    List<String> lines = new ArrayList<>();

    for (int i = 0; i < 25; i++) {
      log.say(lines::add);
      now.incrementAndGet();
    }

    assertEquals(
        List.of(
            "", " (and 9 more since the last such line)", " (and 9 more since the last such line)"),
        lines);
  }
}
