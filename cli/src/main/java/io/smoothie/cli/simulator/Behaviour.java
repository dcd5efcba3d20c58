package io.smoothie.cli.simulator;

import io.smoothie.workflow.JobData;
import io.smoothie.workflow.Skills;
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
 * @param result what it says of every smoothie that it made, or null
 * @param progress how often it says how far it is; null: never
 * @param stallAt at how many percent it says no more, and never answers; null: it does not
 * @param skills what it says that it can do, with its status; null: it says nothing of that
 */
public record Behaviour(
    Duration makeTime,
    Duration late,
    boolean silent,
    boolean duplicate,
    @Nullable String failure,
    boolean status,
    @Nullable JobData result,
    @Nullable Duration progress,
    @Nullable Integer stallAt,
    @Nullable Skills skills) {

  /** A robot that makes every order, as the demo's robots do. */
  public static Behaviour making(Duration makeTime) {
    return new Behaviour(
        makeTime, Duration.ZERO, false, false, null, false, null, null, null, null);
  }
}
