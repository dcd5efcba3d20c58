package io.smoothie.cli.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bench has found, as it is written in JSON: rates are orders a second, all times seconds.
 *
 * @param processors of this machine
 * @param made of the orders that were counted; {@code failed} the others
 * @param failure why the last of these failed
 * @param ratio of the closed loop's rate to the bare engine's
 * @param cpuPerOrder the processor time of each process, for an order of the closed loop
 * @param bareCpuPerOrder the same for one of the bare engine
 */
record BenchResult(
    String temporal,
    String broker,
    String table,
    int processors,
    int orders,
    int inFlight,
    int robots,
    int warmUp,
    int made,
    int failed,
    @Nullable String failure,
    double ordersPerSecond,
    double bareOrdersPerSecond,
    double ratio,
    double backlogOrdersPerSecond,
    Map<String, LegTime> legs,
    Map<String, Double> cpuPerOrder,
    Map<String, Double> bareCpuPerOrder) {}
