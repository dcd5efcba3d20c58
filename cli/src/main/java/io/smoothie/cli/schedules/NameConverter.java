package io.smoothie.cli.schedules;

import io.smoothie.workflow.temporal.ScheduleName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a new schedule. */
final class NameConverter implements ITypeConverter<ScheduleName> {
  @Override
  public ScheduleName convert(String value) {
    try {
      return new ScheduleName(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
