package io.smoothie.cli.robots;

import io.smoothie.cli.ca.Issued;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells a robot's owner how it connects.
 *
 * @param host an IPv6 address without brackets
 */
record ConnectText(String host, int port) {
  /** The usual one of MQTT over TLS. */
  static final int PORT = 8883;

  private static final Pattern FORM =
      Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_.-]+)(?::([0-9]{1,5}))?");
  private static final int MOST_PORT = 65_535;

  /**
   * @throws IllegalArgumentException when it is not {@code HOST} or {@code HOST:PORT}
   */
  static ConnectText of(String broker) {
    Matcher parts = FORM.matcher(broker);
    if (parts.matches()) {
      int port = parts.group(2) == null ? PORT : Integer.parseInt(parts.group(2));
      if (port >= 1 && port <= MOST_PORT) {
        return new ConnectText(parts.group(1).replaceAll("[\\[\\]]", ""), port);
      }
    }
    throw new IllegalArgumentException(
        "--broker is \"%s\"; it looks like broker.example, broker.example:8883 or [::1]:8883"
            .formatted(Text.forOneLine(broker, 100)));
  }

  /** Writes {@code connect.txt} into the robot's folder. */
  void write(RobotName robot, Issued certificate, Path folder) {
    Path file = folder.resolve("connect.txt");
    try {
      Files.writeString(file, text(robot, certificate));
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.REFUSED, "%s cannot be written (%s).".formatted(file, e), e);
    }
  }

  private String text(RobotName robot, Issued certificate) {
    return """
    %1$s connects to the broker by MQTT 3.1.1 or 5 over TLS 1.2 or 1.3.

    Host       %2$s
    Port       %3$d
    key.pem    its key: on the robot, and nowhere else
    cert.pem   its certificate, valid until %4$s; before that: smoothie robots renew %1$s
    ca.pem     what it checks the broker's certificate by
    Client ID  the broker makes it %1$s, whatever the robot says: one connection at a time
    Password   none

    Reads      %5$s
    Writes     %6$s   QoS 1, never retained
               %7$s   optional, likewise
               %8$s    optional, retained; also as its will

    To try it:
    mosquitto_sub -h %2$s -p %3$d --cafile ca.pem --cert cert.pem --key key.pem -q 1 -t %5$s
    """
        .formatted(
            robot,
            host,
            port,
            certificate.until(),
            Topics.order(robot),
            Topics.success(robot),
            Topics.failure(robot),
            Topics.status(robot));
  }
}
