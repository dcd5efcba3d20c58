package io.smoothie.cli.bench;

import java.util.Locale;

/**
 * The processes of a bench, each a JVM of its own, so that each one's processor time is its own.
 */
enum PartKind {
  WORKER,
  GATEWAY,
  ROBOTS,
  BARE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
