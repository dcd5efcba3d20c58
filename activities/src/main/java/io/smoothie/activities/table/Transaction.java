package io.smoothie.activities.table;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;

/**
 * A write transaction, which is alone in writing. The wake-ups that its work asks for are sent
 * after its commit, and never if it is rolled back.
 */
final class Transaction {
  /** Its work. It may run again, so it must change nothing but the database. */
  interface Work<T> {
    T run(Transaction transaction);
  }

  private final Handle handle;
  private final long now;
  private final List<WakeUpCall> wakeUps = new ArrayList<>();

  Transaction(Handle handle, long now) {
    this.handle = handle;
    this.now = now;
  }

  Handle handle() {
    return handle;
  }

  /** The database's clock as the transaction began, in epoch milliseconds. */
  long now() {
    return now;
  }

  /** A query, to which {@code :now} is bound. */
  Query query(String sql) {
    return withNow(handle.createQuery(sql), sql);
  }

  /** A statement that writes, to which {@code :now} is bound. */
  Update update(String sql) {
    return withNow(handle.createUpdate(sql), sql);
  }

  /** JDBI refuses an argument that the statement does not name. */
  private <S extends SqlStatement<S>> S withNow(S statement, String sql) {
    return sql.contains(":now") ? statement.bind("now", now) : statement;
  }

  /** Has the order signalled after the commit: its claim will have another result then. */
  void wake(WakeUpCall call) {
    wakeUps.add(call);
  }

  List<WakeUpCall> wakeUps() {
    return wakeUps;
  }
}
