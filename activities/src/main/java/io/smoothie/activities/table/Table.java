package io.smoothie.activities.table;

import java.time.Clock;

/**
 * The robots' table. One per process; safe for use by several threads, and by several processes on
 * one database.
 *
 * <p>Everything that goes wrong with the database, here or in any part of the table, is a {@link
 * TableException}.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Table implements AutoCloseable {
  private Table() {}

  /** Opens {@code jdbcUrl} on the system's clock; see {@link #open(String, Clock)}. */
  public static Table open(String jdbcUrl) {
    return open(jdbcUrl, Clock.systemUTC());
  }

  /**
   * Opens the database, which is made or brought to this version's schema when it is not. Several
   * processes may do so at once.
   *
   * @throws TableException when that cannot be done
   */
  public static Table open(String jdbcUrl, Clock clock) {
    throw new UnsupportedOperationException(jdbcUrl + clock);
  }

  /**
   * Says which Temporal namespace this process works in. The first is remembered.
   *
   * @throws TableException when the table belongs to another
   */
  public void belongTo(String temporalNamespace) {
    throw new UnsupportedOperationException(temporalNamespace);
  }

  public Claims claims() {
    throw new UnsupportedOperationException();
  }

  public Robots robots() {
    throw new UnsupportedOperationException();
  }

  public Queue queue() {
    throw new UnsupportedOperationException();
  }

  public Attempts attempts() {
    throw new UnsupportedOperationException();
  }

  public DeadLetters deadLetters() {
    throw new UnsupportedOperationException();
  }

  public Leases leases() {
    throw new UnsupportedOperationException();
  }

  /** Closes every connection. */
  @Override
  public void close() {}
}
