package io.smoothie.cli.output;

import io.smoothie.cli.config.Surroundings;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Mix in: for people or for scripts. */
public final class OutputOption {
  /** The ways to write a result. */
  public enum Format {
    TEXT,
    WIDE,
    JSON,
    /** JSON, an object on each line. */
    JSONL;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, wide (text, with more columns where there are some, and not cut to a terminal's"
              + " width), json, or jsonl (an object on each line of a list) (default: text).")
  private Format format = Format.TEXT;

  public boolean json() {
    return format == Format.JSON || format == Format.JSONL;
  }

  /** Whether more columns are wanted. */
  public boolean wide() {
    return format == Format.WIDE;
  }

  /** Prints a list as JSON of the kind that was asked for. */
  public void printJson(CommandSpec command, List<?> list) {
    PrintWriter out = command.commandLine().getOut();
    if (format == Format.JSONL) {
      list.forEach(each -> out.println(Json.line(each)));
    } else {
      out.println(Json.pretty(list));
    }
    out.flush();
  }

  /**
   * Prints a list as was asked: JSON, or columns.
   *
   * @param none said on standard error when there is nothing to put in columns
   */
  public <T> void print(
      CommandSpec command, List<T> list, String none, Function<List<T>, Columns> columns) {
    PrintWriter out = command.commandLine().getOut();
    if (json()) {
      printJson(command, list);
    } else if (list.isEmpty()) {
      command.commandLine().getErr().println(none);
    } else {
      Look look = Look.ofOut(Surroundings.of(command).environment());
      columns.apply(list).lines(wide() ? look.ofAnyWidth() : look).forEach(out::println);
    }
    out.flush();
  }
}
