package io.smoothie.workflow;

/** What came of a claim. */
public enum ClaimOutcome {
  CLAIMED,
  QUEUED,
  /** The order does not queue, and no robot that it has not used is free. */
  NONE_FREE,
  /** The table has no robot. */
  NO_ROBOTS,
  /** No robot in the table has what the order needs, now or until it lost it; see the detail. */
  NONE_ABLE,
  /** This order has used every robot there is, or every one that has what it needs. */
  ALL_TRIED,
  /** The order has made a later claim than this one. */
  STALE,
  /** The table knows that the order has ended; it never has a robot again. */
  CLOSED,
  /** The order's params are not what this shop's jobs take; the detail says why. */
  INVALID
}
