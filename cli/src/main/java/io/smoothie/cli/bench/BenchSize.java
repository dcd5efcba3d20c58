package io.smoothie.cli.bench;

/**
 * How much a bench does.
 *
 * @param orders of each kind that are counted
 * @param inFlight at any moment of the closed loop
 * @param warmUp orders of each kind that are not counted
 */
record BenchSize(int orders, int inFlight, int robots, int warmUp) {}
