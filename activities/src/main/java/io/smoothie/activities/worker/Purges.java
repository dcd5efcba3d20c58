package io.smoothie.activities.worker;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the reaper deletes because it need not be kept any longer. Not thread-safe. */
final class Purges {
  private static final Logger log = LoggerFactory.getLogger(Purges.class);

  private final AttemptPurge attempts;
  private final EndingPurge endings;

  Purges(AttemptPurge attempts, EndingPurge endings) {
    this.attempts = attempts;
    this.endings = endings;
  }

  /** Goes on where the pass before ended, or was ended by the loss of the lease. */
  void pass(BooleanSupplier holdsLease) {
    done(attempts.pass(holdsLease), "attempts", ReaperAction.PURGED);
    done(endings.pass(holdsLease), "endings", ReaperAction.PURGED_ENDING);
  }

  private static void done(int deleted, String what, ReaperAction action) {
    if (deleted > 0) {
      log.info("{} old {} are deleted", deleted, what);
      action.done(deleted);
    }
  }
}
