package io.smoothie.cli.output;

import picocli.CommandLine.Option;

/** Mix in: for people or for scripts. */
public final class OutputOption {
  /** The ways to write a result. */
  public enum Format {
    TEXT,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json (default: text).")
  private Format format = Format.TEXT;

  public boolean json() {
    return format == Format.JSON;
  }
}
