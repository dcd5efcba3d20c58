package io.smoothie.cli.log;

/** How the log of a process that stays is written. */
public enum LogFormat {
  /** For people. */
  TEXT,
  /** A JSON object in each line, for programs: see {@link JsonLines}. */
  JSON
}
