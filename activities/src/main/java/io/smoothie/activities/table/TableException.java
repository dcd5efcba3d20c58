package io.smoothie.activities.table;

import org.jspecify.annotations.Nullable;

/**
 * The table cannot be used. The message is a whole sentence for people: the problem, with which
 * file, and what to do.
 */
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean anotherTemporals;

  TableException(String sentence) {
    this(sentence, null);
  }

  TableException(String sentence, @Nullable Throwable cause) {
    this(sentence, cause, false);
  }

  private TableException(String sentence, @Nullable Throwable cause, boolean anotherTemporals) {
    super(sentence, cause);
    this.anotherTemporals = anotherTemporals;
  }

  static TableException ofAnotherTemporal(String sentence) {
    return new TableException(sentence, null, true);
  }

  /** Whether the table is in order, but its orders are those of another Temporal. */
  public boolean isOfAnotherTemporal() {
    return anotherTemporals;
  }

  /** Whether one row cannot be read: trying again is of no use, and all else may work. */
  public boolean isOfOneRow() {
    return getCause() instanceof BadRowException;
  }
}
