package io.smoothie.cli.stack;

import io.smoothie.workflow.RobotName;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Robots to simulate: how many ({@code 2}: Robot1 and Robot2), or their names with commas. */
final class RobotsOption implements ITypeConverter<RobotsOption.Names> {
  private static final int MOST = 1_000;

  record Names(List<RobotName> all) {
    @Override
    public String toString() {
      return all.isEmpty()
          ? "none"
          : String.join(", ", all.stream().map(RobotName::value).toList());
    }
  }

  @Override
  public Names convert(String value) {
    if (value.matches("\\d+")) {
      if (value.length() > 4 || Integer.parseInt(value) > MOST) {
        throw new TypeConversionException("%s are too many: at most %d".formatted(value, MOST));
      }
      return new Names(
          IntStream.rangeClosed(1, Integer.parseInt(value))
              .mapToObj(number -> new RobotName("Robot" + number))
              .toList());
    }
    try {
      return new Names(
          Arrays.stream(value.split(",", -1)).map(String::strip).map(RobotName::new).toList());
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
