package io.smoothie.activities.table;

import org.jspecify.annotations.Nullable;

/**
 * The table cannot be used. The message is a whole sentence for people: what is wrong, with which
 * file, and what to do.
 */
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TableException(String sentence) {
    this(sentence, null);
  }

  TableException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /** Whether one row cannot be read: trying again is of no use, and all else may work. */
  public boolean isOfOneRow() {
    return getCause() instanceof BadRowException;
  }
}
