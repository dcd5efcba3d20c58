package io.smoothie.cli.simulator;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a simulated robot behaves.
 *
 * @param makeTime how long it makes a smoothie
 * @param late how long it then keeps its answer to itself
 * @param silent whether it never answers
 * @param duplicate whether it says everything twice
 * @param failure the reason it gives for failing every order, empty for none given; null: it
 *     succeeds
 * @param status whether it says when it comes and goes
 */
public record Behaviour(
    Duration makeTime,
    Duration late,
    boolean silent,
    boolean duplicate,
    @Nullable String failure,
    boolean status) {

  /** One that does what it is told, as the demo's does. */
  public static Behaviour making(Duration makeTime) {
    return new Behaviour(makeTime, Duration.ZERO, false, false, null, false);
  }
}
