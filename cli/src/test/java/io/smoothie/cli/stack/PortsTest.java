package io.smoothie.cli.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
  void loopback_is_reached_from_this_machine_alone(String address) {
    assertFalse(Ports.isBeyondLoopback(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void every_address_is_beyond_loopback(String address) {
    assertTrue(Ports.isBeyondLoopback(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "192.0.2.1", "no.such.host.invalid"})
  void an_address_that_is_not_ours_is_wrong_use(String address) {
    CommandFailure failure =
        assertThrows(CommandFailure.class, () -> Ports.isBeyondLoopback(address));

    assertEquals(ExitCode.USAGE, failure.exitCode());
    assertTrue(String.valueOf(failure.getMessage()).startsWith("--bind \"" + address + "\""));
  }

  @Test
  void no_port_is_given_twice() {
    try (Ports ports = new Ports()) {
      int first = ports.take(0, Ports.LOOPBACK, "one", "--one");
      assertNotEquals(first, ports.take(0, Ports.LOOPBACK, "two", "--two"));
    }
    int free = Ports.any();
    try (Ports ports = new Ports()) {
      assertEquals(free, ports.take(free, Ports.LOOPBACK, "one", "--one"));

      CommandFailure both =
          assertThrows(
              CommandFailure.class, () -> ports.take(free, Ports.LOOPBACK, "two", "--two"));

      assertEquals(ExitCode.USAGE, both.exitCode());
      assertTrue(String.valueOf(both.getMessage()).startsWith("--one and --two are both " + free));
    }
  }

  @RepeatedTest(20)
  void any_free_port_lies_below_those_of_outgoing_connections() {
    int port = Ports.any();

    assertTrue(port > 1_023 && port < 32_768, () -> "port " + port);
  }

  @Test
  void a_number_beyond_65535_is_no_port() {
    try (Ports ports = new Ports()) {
      assertEquals(
          ExitCode.USAGE,
          assertThrows(
                  CommandFailure.class, () -> ports.take(99_999, Ports.LOOPBACK, "one", "--one"))
              .exitCode());
    }
  }
}
