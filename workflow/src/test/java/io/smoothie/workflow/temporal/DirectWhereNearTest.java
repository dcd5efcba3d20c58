package io.smoothie.workflow.temporal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.grpc.HttpConnectProxiedSocketAddress;
import io.grpc.ProxiedSocketAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DirectWhereNearTest {
  private static final ProxiedSocketAddress PROXY =
      HttpConnectProxiedSocketAddress.newBuilder()
          .setTargetAddress(InetSocketAddress.createUnresolved("temporal.example", 7233))
          .setProxyAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 3128))
          .build();

  private final DirectWhereNear detector = new DirectWhereNear(target -> PROXY);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "localhost",
        "LOCALHOST",
        "temporal.localhost",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1",
        "temporal",
        "my_stack_temporal"
      })
  void this_machine_and_names_that_only_the_local_network_knows_are_reached_directly(String host)
      throws IOException {
    assertNull(detector.proxyFor(InetSocketAddress.createUnresolved(host, 7233)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "temporal.example",
        "10.0.0.7",
        "128.0.0.1",
        "127.example.org",
        "localhost.example.org",
        "2001:db8::1",
        "::2",
        "[2001:db8::1]"
      })
  void all_other_addresses_are_reached_as_the_jvm_is_told(String host) throws IOException {
    assertEquals(PROXY, detector.proxyFor(InetSocketAddress.createUnresolved(host, 7233)));
  }
}
