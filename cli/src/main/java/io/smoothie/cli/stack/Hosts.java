package io.smoothie.cli.stack;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The names and addresses under which a server of this machine is reached. */
final class Hosts {
  private static final Logger log = LoggerFactory.getLogger(Hosts.class);

  /** An IPv6 address's scope is this machine's own name for one of its interfaces. */
  private static final Pattern SCOPE = Pattern.compile("%.*");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,252}");

  private Hosts() {}

  /**
   * Those of a server that listens at {@code bind}, of all interfaces for {@code 0.0.0.0}: first
   * those by which other machines find it.
   */
  static List<String> of(String bind) {
    Set<String> hosts = new LinkedHashSet<>();
    if (isAny(bind)) {
      hosts.addAll(outer());
    } else {
      hosts.add(unscoped(bind));
    }
    ownName(hosts);
    hosts.add(Ports.LOOPBACK);
    hosts.add("localhost");
    return List.copyOf(hosts);
  }

  /** Where a server that listens at {@code bind} is found on this machine. */
  static String reachable(String bind) {
    return isAny(bind) ? Ports.LOOPBACK : inUrl(bind);
  }

  /** Where another machine is likely to find it. */
  static String elsewhere(String bind) {
    return isAny(bind)
        ? outer().stream().findFirst().map(Hosts::inUrl).orElse(Ports.LOOPBACK)
        : inUrl(bind);
  }

  /** Whether a server's certificate is good for all of {@code hosts}. */
  static boolean areNamedIn(X509Certificate certificate, List<String> hosts) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      Set<String> named = new LinkedHashSet<>();
      if (names != null) {
        names.forEach(name -> named.add(canonical(String.valueOf(name.get(1)))));
      }
      return named.containsAll(hosts.stream().map(Hosts::canonical).toList());
    } catch (CertificateParsingException e) {
      // Not one of ours: it is renewed.
      return false;
    }
  }

  private static boolean isAny(String bind) {
    return bind.equals("0.0.0.0") || bind.equals("::");
  }

  private static String inUrl(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** IPv4 first, which is what people type; of these a card before the bridges made later. */
  private static List<String> outer() {
    List<String> found = new ArrayList<>();
    try {
      for (NetworkInterface each :
          NetworkInterface.networkInterfaces()
              .sorted(Comparator.comparingInt(NetworkInterface::getIndex))
              .toList()) {
        if (each.isUp() && !each.isLoopback()) {
          each.inetAddresses()
              .map(InetAddress::getHostAddress)
              .map(Hosts::unscoped)
              .forEach(found::add);
        }
      }
    } catch (SocketException e) {
      log.warn("This machine does not tell its addresses: its name has to do", e);
    }
    found.sort(Comparator.comparing(address -> address.contains(":")));
    return found;
  }

  private static String unscoped(String address) {
    return SCOPE.matcher(address).replaceFirst("");
  }

  private static void ownName(Set<String> hosts) {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      if (NAME.matcher(name).matches()) {
        hosts.add(name);
      }
    } catch (UnknownHostException e) {
      // A machine without a name of its own is reached by its addresses.
    }
  }

  /** An IPv6 address has many spellings. */
  private static String canonical(String host) {
    if (!host.contains(":")) {
      return host;
    }
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException e) {
      return host;
    }
  }
}
