package io.smoothie.workflow.temporal;

import com.fasterxml.jackson.annotation.JsonValue;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.SchedulePolicy;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What becomes of a schedule's next order while its last one is not over; Temporal's own words. */
public enum Overlap {
  /** There is none this time. */
  SKIP(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP),
  /** One is placed when the last one is over, however many times have passed until then. */
  BUFFER_ONE(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ONE),
  /** All are placed, each when the one before is over. */
  BUFFER_ALL(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_BUFFER_ALL),
  /** The last one is cancelled, and the next one is placed when that is over. */
  CANCEL_OTHER(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_CANCEL_OTHER),
  /** The last one is terminated: it has failed, and the next one is placed. */
  TERMINATE_OTHER(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_TERMINATE_OTHER),
  /** It is placed beside the last one. */
  ALLOW_ALL(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_ALLOW_ALL);

  private final ScheduleOverlapPolicy policy;

  Overlap(ScheduleOverlapPolicy policy) {
    this.policy = policy;
  }

  ScheduleOverlapPolicy policy() {
    return policy;
  }

  /** Temporal's default where none is named. */
  static Overlap of(@Nullable SchedulePolicy policies) {
    return Arrays.stream(values())
        .filter(known -> policies != null && known.policy == policies.getOverlap())
        .findFirst()
        .orElse(SKIP);
  }

  /** The word for people and scripts. */
  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
