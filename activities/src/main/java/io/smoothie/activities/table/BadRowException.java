package io.smoothie.activities.table;

/** A row holds what no version of smoothie writes. Becomes a {@link TableException} on its way. */
final class BadRowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadRowException(String what, Throwable cause) {
    super(what, cause);
  }
}
