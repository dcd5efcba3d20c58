package io.smoothie.cli.show;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activity that has run, local or ordinary.
 *
 * @param input null when history does not have it
 * @param result null when there was none
 * @param failure null when it succeeded
 * @param tries how often it was tried
 */
record StepRun(
    String type,
    @Nullable Payloads input,
    @Nullable Payloads result,
    @Nullable Failure failure,
    int tries,
    Instant at) {}
