package io.smoothie.activities.table;

import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.TemporalNamespace;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The table belongs to one Temporal namespace, known by its ID. Another Temporal knows none of the
 * table's orders, so that with it every robot would be taken from its order.
 */
final class Ownership {
  private final Database database;
  private final Dialect dialect;

  Ownership(Database database, Dialect dialect) {
    this.database = database;
    this.dialect = dialect;
  }

  /** See {@link Table#belongTo}. */
  void belongTo(TemporalNamespace user) {
    // Asked often: the table is written only when there is something new.
    if (database.read(Settings::owner).filter(user::equals).isPresent()) {
      return;
    }
    Optional<TableException> refusal =
        database.write(
            tx -> {
              Optional<TemporalNamespace> owner = Settings.owner(tx.handle());
              if (owner.isPresent() && !owner.get().isSameAs(user)) {
                return Optional.of(refusal(tx.handle(), owner.get(), user));
              }
              String id =
                  user.id().isEmpty() ? owner.map(TemporalNamespace::id).orElse("") : user.id();
              Settings.setOwner(tx, new TemporalNamespace(user.name(), id, user.address()));
              return Optional.empty();
            });
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  /** See {@link Table#takeOver}. */
  TakenOver takeOver(TemporalNamespace user) {
    return database.write(
        tx -> {
          Optional<TemporalNamespace> owner = Settings.owner(tx.handle());
          if (owner.isPresent() && owner.get().isSameAs(user)) {
            Settings.setOwner(tx, user);
            return new TakenOver(true, owner, 0, 0);
          }
          tx.update(
                  "UPDATE attempts SET outcome = 'released', ended_at = :now"
                      + " WHERE outcome = 'working'")
              .execute();
          int robots = tx.update(RobotRows.RELEASE + "WHERE order_id IS NOT NULL").execute();
          int waiters = tx.update("DELETE FROM waiters").execute();
          Settings.setOwner(tx, user);
          return new TakenOver(false, owner, robots, waiters);
        });
  }

  private TableException refusal(Handle handle, TemporalNamespace owner, TemporalNamespace user) {
    return TableException.ofAnotherTemporal(
        ("The table %s belongs to the Temporal namespace %s, and this process would use %s. At"
                + " stake are %s held by its orders and %s. Use that Temporal, or another table"
                + " (--db-url, SMOOTHIE_DB_URL). To hand this table over on purpose, which frees"
                + " those robots and empties the queue: smoothie robots take-over")
            .formatted(
                dialect.shown(),
                shown(owner, "last reached at "),
                shown(user, "at "),
                counted(handle, "robots WHERE order_id IS NOT NULL", "robot"),
                counted(handle, "waiters", "waiting order")));
  }

  private static String shown(TemporalNamespace namespace, String at) {
    StringBuilder shown = new StringBuilder("\"").append(namespace.name()).append('"');
    if (!namespace.id().isEmpty()) {
      shown.append(" with ID ").append(namespace.id());
    }
    if (!namespace.address().isEmpty()) {
      shown.append(", ").append(at).append(namespace.address());
    }
    return shown.toString();
  }

  private static String counted(Handle handle, String rows, String what) {
    int count = handle.createQuery("SELECT COUNT(*) FROM " + rows).mapTo(Integer.class).one();
    return Text.counted(count, what);
  }
}
