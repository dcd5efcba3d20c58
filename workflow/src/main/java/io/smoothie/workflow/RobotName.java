package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a robot, a level of its MQTT topics: 1 to 128 of {@code [A-Za-z0-9_.:-]}, so that a
 * host name and a MAC address are names, too.
 */
public record RobotName(@JsonValue String value) implements Comparable<RobotName> {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

  /**
   * @throws IllegalArgumentException when {@code value} is not a robot's name
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RobotName {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "\"%s\" is not a robot's name: it takes 1 to 128 letters, digits, underscores, hyphens, dots and colons"
              .formatted(Text.forOneLine(value, 140)));
    }
  }

  /** Whether {@code value} can be a robot's name. */
  public static boolean isValid(String value) {
    return VALID.matcher(value).matches();
  }

  @Override
  public int compareTo(RobotName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
