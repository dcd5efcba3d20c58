package io.smoothie.cli.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated robot behaves.
 *
 * @param makeTime how long it makes a smoothie
 * @param late how long it then delays its answer
 * @param silent whether it never answers
 * @param duplicate whether it sends every answer twice
 * @param failure the reason with which it fails every order, empty to give none; null: it succeeds
 * @param status whether it says ONLINE and OFFLINE
 */
public record Behaviour(
    Duration makeTime,
    Duration late,
    boolean silent,
    boolean duplicate,
    @Nullable String failure,
    boolean status) {

  /** A robot that makes every order, as the demo's robots do. */
  public static Behaviour making(Duration makeTime) {
    return new Behaviour(makeTime, Duration.ZERO, false, false, null, false);
  }
}
