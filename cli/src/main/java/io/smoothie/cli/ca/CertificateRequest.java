package io.smoothie.cli.ca;

import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.util.IPAddress;

/**
 * What a certificate is to say.
 *
 * @param kind whose it is
 * @param name the common name, which is the user at the broker
 * @param hosts the names and addresses under which a server is reached; none for a client
 * @param valid for how long, from now; at most as long as the authority's own certificate
 */
public record CertificateRequest(Kind kind, String name, List<String> hosts, Duration valid) {
  /** Who gets a certificate. */
  public enum Kind {
    ROBOT,
    WORKER,
    GATEWAY,
    BROKER;

    Issuer issuer() {
      return this == ROBOT ? Issuer.ROBOTS : Issuer.SHOP;
    }

    /** Whether its holder is known by its name alone, and has one key. */
    boolean isOne() {
      return this == ROBOT;
    }
  }

  private static final String GATEWAYS = "smoothie-gateway-";

  private static final Pattern HOST = Pattern.compile("(\\*\\.)?[A-Za-z0-9_][A-Za-z0-9_.-]{0,252}");

  /**
   * @throws IllegalArgumentException says what is wrong with a host or with the validity
   */
  public CertificateRequest {
    hosts = List.copyOf(hosts);
    for (String host : hosts) {
      if (!IPAddress.isValid(host) && !HOST.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "\"%s\" is neither the name nor the address of a host"
                .formatted(Text.forOneLine(host, 100)));
      }
    }
    if (valid.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException("A certificate is valid for at least a minute");
    }
  }

  /**
   * For a robot. {@code .} and {@code ..} are names of robots and no names of folders: such a robot
   * cannot be given a folder. A robot's name becomes its client ID, and a broker has one client of
   * each ID: one that is named as gateways are by default would end a gateway's connection.
   *
   * @throws IllegalArgumentException for such names
   */
  public static CertificateRequest robot(RobotName name, Duration valid) {
    if (name.value().startsWith(GATEWAYS)) {
      throw new IllegalArgumentException(
          "A robot named \"%s\" gets no certificate: gateways have names that begin so"
              .formatted(name));
    }
    if (name.value().equals(".") || name.value().equals("..")) {
      throw new IllegalArgumentException(
          "A robot named \"%s\" gets no certificate: a folder cannot have that name"
              .formatted(name));
    }
    return new CertificateRequest(Kind.ROBOT, name.value(), List.of(), valid);
  }

  public static CertificateRequest worker(Duration valid) {
    return new CertificateRequest(Kind.WORKER, "worker", List.of(), valid);
  }

  public static CertificateRequest gateway(Duration valid) {
    return new CertificateRequest(Kind.GATEWAY, "gateway", List.of(), valid);
  }

  /**
   * For a broker, which is reached under these names and addresses; its clients check that.
   *
   * @throws IllegalArgumentException when there are none
   */
  public static CertificateRequest broker(List<String> hosts, Duration valid) {
    if (hosts.isEmpty()) {
      throw new IllegalArgumentException(
          "A broker's certificate names its host: robots and our own parts check that");
    }
    return new CertificateRequest(Kind.BROKER, "broker", hosts, valid);
  }

  boolean isServer() {
    return kind == Kind.BROKER;
  }
}
