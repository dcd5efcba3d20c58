package io.smoothie.cli.input;

import io.smoothie.workflow.Durations;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** How the words of a command line become values; a bad one is refused with a sentence. */
public final class Values {
  private Values() {}

  private static <T> T read(String value, Function<String, T> reading) {
    try {
      return reading.apply(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Refuses a number that is not from 1 to {@code most}.
   *
   * @throws ParameterException says so
   */
  public static void checkRange(CommandSpec spec, String option, int number, int most) {
    if (number < 1 || number > most) {
      throw new ParameterException(
          spec.commandLine(), "%s is %d; it goes from 1 to %d".formatted(option, number, most));
    }
  }

  /** {@code 500ms}, {@code 10s}, {@code 1m30s}, {@code 4d}. */
  public static final class OfDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      return read(value, Durations::parse);
    }
  }

  /** An order ID, or the workflow ID of an order. */
  public static final class OfOrder implements ITypeConverter<OrderId> {
    @Override
    public OrderId convert(String value) {
      return read(value, OrderId::parse);
    }
  }

  /**
   * Order IDs, or workflow IDs of orders. Picocli says of a bad one among any number of them, which
   * may be none, only that it expects no more.
   *
   * @throws ParameterException says which is none
   */
  public static List<OrderId> orders(CommandSpec spec, List<String> values) {
    try {
      return values.stream().map(OrderId::parse).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  /** A JSON object that a job carries. */
  public static final class OfJobData implements ITypeConverter<JobData> {
    @Override
    public JobData convert(String value) {
      try {
        return JobData.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("it " + e.getMessage());
      }
    }
  }

  /** The name of a robot. */
  public static final class OfRobot implements ITypeConverter<RobotName> {
    @Override
    public RobotName convert(String value) {
      return read(value, RobotName::new);
    }
  }
}
