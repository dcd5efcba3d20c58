package io.smoothie.activities.table;

import io.smoothie.workflow.AttemptOutcome;
import java.time.Duration;
import java.time.Instant;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * A robot's attempts with one outcome, of those that are kept.
 *
 * @param extraAnswers how many answers to them changed nothing more
 * @param oldest when the first of them began
 * @param median how long they took: half of them no longer than this
 * @param percentile90 nine in ten of them took no longer
 */
public record AttemptTally(
    AttemptOutcome outcome,
    int attempts,
    long extraAnswers,
    Instant oldest,
    Duration median,
    @ColumnName("percentile90") Duration percentile90) {}
