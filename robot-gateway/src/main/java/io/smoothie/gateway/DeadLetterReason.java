package io.smoothie.gateway;

/** Why a message became a dead letter, as it is counted: the letter itself says it in words. */
enum DeadLetterReason {
  /** It is not what a robot may say: its topic, its payload or its retain flag. */
  MALFORMED,
  /** No attempt is known of that order by that robot. */
  UNKNOWN_ORDER,
  /** Temporal takes signals, but not this one. */
  REFUSED,
  /** Its robot is not in the table. */
  UNKNOWN_ROBOT,
  /** The table's row of its order or its robot cannot be read. */
  UNREADABLE_ROW
}
