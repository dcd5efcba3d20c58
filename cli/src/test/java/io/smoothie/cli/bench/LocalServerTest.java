package io.smoothie.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smoothie.activities.mqtt.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LocalServerTest {
  @Test
  void the_process_that_listens_at_a_port_of_this_machine_is_found() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertEquals(
          Optional.of(ProcessHandle.current()), LocalServer.at("localhost", server.getLocalPort()));
    }
  }

  @Test
  void no_process_is_found_where_none_listens_or_on_another_machine() {
    assertEquals(Optional.empty(), LocalServer.at("127.0.0.1", FreePort.find()));
    assertEquals(Optional.empty(), LocalServer.at("192.0.2.1", 7233));
    assertEquals(Optional.empty(), LocalServer.at("no.such.host.invalid", 7233));
  }
}
