package io.smoothie.workflow.temporal;

import io.grpc.ProxiedSocketAddress;
import io.grpc.ProxyDetector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Uses the JVM's proxy only where a proxy can help. gRPC follows {@code https.proxyHost} even in
 * plain text. A proxy would look for a loopback address on its own machine, and a name without a
 * dot (a service of a container network, a machine of the local network) is not known outside that
 * network. All other hosts that are to be reached directly are listed in {@code
 * http.nonProxyHosts}.
 */
final class DirectWhereNear implements ProxyDetector {
  private static final Pattern LOOPBACK =
      Pattern.compile("127(\\.[0-9]{1,3}){3}|\\[?(0*:)*:?0*1]?|(.*\\.)?localhost\\.?");

  private final ProxyDetector otherwise;

  DirectWhereNear(ProxyDetector otherwise) {
    this.otherwise = otherwise;
  }

  @Override
  public @Nullable ProxiedSocketAddress proxyFor(SocketAddress target) throws IOException {
    if (target instanceof InetSocketAddress address && isNear(address.getHostString())) {
      return null;
    }
    return otherwise.proxyFor(target);
  }

  static boolean isNear(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return LOOPBACK.matcher(name).matches() || !(name.contains(".") || name.contains(":"));
  }
}
