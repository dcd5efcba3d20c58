package io.smoothie.cli.stack;

import io.smoothie.cli.exit.CommandFailure;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports at which {@code up} listens unless it is told others. */
public final class UsualPorts {
  static final String TEMPORAL = "7233";
  static final String UI = "8233";
  static final String MQTT = "1883";

  private static final Map<String, String> OPTIONS = new LinkedHashMap<>();

  static {
    OPTIONS.put("--temporal-port", TEMPORAL);
    OPTIONS.put("--ui-port", UI);
    OPTIONS.put("--mqtt-port", MQTT);
  }

  private UsualPorts() {}

  /** Those at which nothing can listen now, by the option that chooses another. */
  public static Map<String, String> taken() {
    Map<String, String> taken = new LinkedHashMap<>(OPTIONS);
    taken.entrySet().removeIf(port -> isFree(Integer.parseInt(port.getValue()), port.getKey()));
    return taken;
  }

  private static boolean isFree(int port, String option) {
    try (Ports ports = new Ports()) {
      var unused = ports.take(port, Ports.LOOPBACK, "up", option);
      return true;
    } catch (CommandFailure e) {
      return false;
    }
  }
}
