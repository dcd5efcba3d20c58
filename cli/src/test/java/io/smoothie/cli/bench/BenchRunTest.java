package io.smoothie.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchRunTest {
  private final BenchRun own = BenchRun.ofThisProcess();

  @Test
  void its_name_says_all_of_it() {
    assertEquals(Optional.of(own), BenchRun.named(own.name()));
    assertEquals(Optional.empty(), BenchRun.named(own.name() + "-deleted-1a2b3"));
    assertEquals(
        Optional.empty(), BenchRun.named("smoothie-bench-0000abcd-1-99999999999999999999"));
    assertEquals(Optional.empty(), BenchRun.named("smoothie-orders"));
  }

  @Test
  void it_is_over_when_its_process_is_gone_or_another_has_its_number() {
    assertFalse(own.isOver());
    assertTrue(new BenchRun(own.host(), own.pid(), own.started() - 1).isOver());
    assertTrue(new BenchRun(own.host(), Long.MAX_VALUE, own.started()).isOver());
  }

  @Test
  void one_of_another_machine_is_never_known_to_be_over() {
    BenchRun elsewhere = new BenchRun("ffffffff", Long.MAX_VALUE, 1);

    assertFalse(elsewhere.isOver());
    assertFalse(elsewhere.isHere());
  }
}
