package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The robots in the table. A change to a robot that holds an order is a compare-and-set on that
 * order: the caller has asked Temporal about the order, and found it over.
 */
public final class Robots {
  static final String SELECT =
      """
      SELECT r.name, r.order_id, r.claim, r.told > 0 AS told, r.tried_at, r.broken_reason, r.connected, r.since,
        p.said_at,
        r.draining = 1 AS draining, %s AS skills,
        COALESCE((SELECT CASE WHEN a.outcome = 'timed_out' AND r.broken_reason IS NOT NULL AND a.ended_at = r.since
                              THEN a.extra_answers ELSE 0 END
                  FROM attempts a WHERE a.robot = r.name
                  ORDER BY a.started_at DESC, a.ended_at DESC NULLS FIRST LIMIT 1), 0)
          AS late_answers
      FROM robots r LEFT JOIN presence p ON p.robot = r.name
      """
          .formatted(SkillRows.PRESENT);

  /** The start of a workflow that is still to come: no earlier life of the order's ID. */
  private static final long NOT_STARTED = 0;

  private final Database database;

  Robots(Database database) {
    this.database = database;
  }

  /** Every robot, by name, whose row can be read; see {@link Table#unreadable}. */
  public List<Robot> list() {
    return database.read(
        handle -> ReadableRows.all(handle.createQuery(SELECT + "ORDER BY r.name"), Robot.class));
  }

  public Optional<Robot> find(RobotName name) {
    return database.read(handle -> find(handle, name));
  }

  static Optional<Robot> find(Handle handle, RobotName name) {
    return handle
        .createQuery(SELECT + "WHERE r.name = :name")
        .bind("name", name)
        .mapTo(Robot.class)
        .findOne();
  }

  /**
   * Adds the robots that are not in the table, and offers them, except a robot that last said that
   * it is away; robots that are in the table stay as they are.
   *
   * @param skills those that each of them has; null: those that it named last
   * @return the robots that were not in the table before
   */
  public List<RobotName> add(Collection<RobotName> names, @Nullable Skills skills) {
    return database.write(
        tx -> {
          List<RobotName> added =
              new TreeSet<>(names)
                  .stream().filter(name -> RobotRows.insert(tx, name, skills)).toList();
          added.forEach(name -> Offers.offer(tx, name));
          return added;
        });
  }

  /** As {@link #add(Collection, Skills)}, with the skills that each robot named last. */
  public List<RobotName> add(Collection<RobotName> names) {
    return add(names, null);
  }

  /**
   * Adds a robot for one order: that order's first claim gets it, and no other order ever does, as
   * the robot is out of service for them. The order is to be placed within seconds, else a reaper
   * takes the robot from it.
   *
   * @return false when there is such a robot; nothing was done then
   */
  public boolean addFor(RobotName name, OrderId order) {
    return database.write(
        tx -> {
          boolean added =
              RobotRows.insert(tx, name, null)
                  && OperatorRows.serve(tx, name, /* draining= */ true);
          if (added) {
            RobotRows.assign(tx, new Held(order, 1, name), NOT_STARTED);
          }
          return added;
        });
  }

  /**
   * The robot has these skills from now on, and no others. It is offered, and the waiters that now
   * have no robot left that they may have are woken: their claim will say so. The order that it
   * holds stays.
   *
   * @return false when there is no such robot
   */
  public boolean setSkills(RobotName name, Skills skills) {
    return database.write(
        tx -> {
          boolean known = find(tx.handle(), name).isPresent();
          if (known) {
            SkillRows.set(tx, name, skills);
            Offers.offer(tx, name);
            WaiterRows.stranded(tx.handle()).forEach(tx::wake);
          }
          return known;
        });
  }

  /**
   * The robot finishes the order that it has, if any, and gets no other until it is resumed,
   * whatever it says and whether or not it is repaired. Waiting orders may still hope for it.
   *
   * @return false when there is no such robot
   */
  public boolean drain(RobotName name) {
    return database.write(tx -> OperatorRows.serve(tx, name, /* draining= */ true));
  }

  /**
   * The robot is in service again, and offered.
   *
   * @return false when there is no such robot
   */
  public boolean resume(RobotName name) {
    return database.write(
        tx -> {
          boolean known = OperatorRows.serve(tx, name, /* draining= */ false);
          if (known) {
            Offers.offer(tx, name);
          }
          return known;
        });
  }

  /**
   * Takes the robot out of the table if {@code holder} is the order that it holds. The waiters that
   * now have no robot left that they may have are woken: their claim will say so.
   *
   * @return false when the robot is not there, or its holder is another; nothing was done then
   */
  public boolean remove(RobotName name, @Nullable OrderId holder) {
    return database.write(
        tx -> {
          boolean removed =
              tx.update(
                          "DELETE FROM robots WHERE name = :name"
                              + " AND order_id IS NOT DISTINCT FROM :holder")
                      .bind("name", name)
                      .bind("holder", value(holder))
                      .execute()
                  > 0;
          if (removed) {
            release(tx, holder);
            SkillRows.remove(tx, name);
            WaiterRows.stranded(tx.handle()).forEach(tx::wake);
          }
          return removed;
        });
  }

  /**
   * Repairs the robot, releases it and offers it, if {@code holder} is the order that it holds. It
   * counts as being there, whatever it said: what it says from now on counts again.
   *
   * @return false when the robot is not there, or its holder is another; nothing was done then
   */
  public boolean repair(RobotName name, @Nullable OrderId holder) {
    return repair(name, holder, /* there= */ true);
  }

  /** As {@link #repair}, but a robot that said that it is away stays OFFLINE. */
  public boolean repairWhereItIs(RobotName name, @Nullable OrderId holder) {
    return repair(name, holder, /* there= */ false);
  }

  private boolean repair(RobotName name, @Nullable OrderId holder, boolean there) {
    return database.write(
        tx -> {
          boolean repaired = OperatorRows.repair(tx, name, value(holder), there);
          if (repaired) {
            release(tx, holder);
            Offers.offer(tx, name);
          }
          return repaired;
        });
  }

  /**
   * Makes a robot that said that it is away count as being there, and offers it: what it says from
   * now on counts again. Its order and its reason for being BROKEN stay.
   *
   * @return false when there is no such robot, or it has not said that it is away
   */
  public boolean online(RobotName name) {
    return database.write(
        tx -> {
          boolean changed = OperatorRows.online(tx, name);
          if (changed) {
            Offers.offer(tx, name);
          }
          return changed;
        });
  }

  /** As {@link #presence(Said, boolean)}, for a robot that says it now and names no session. */
  public boolean presence(RobotName name, boolean connected, boolean register) {
    return presence(new Said(name, connected, null, /* live= */ true), register);
  }

  /**
   * Records what a robot, or its will, says about its presence, whether or not it is in the table,
   * and offers a robot that came online. Two messages change nothing: the will of a session that
   * the robot's last birth has replaced, and a retained message that repeats what the robot is
   * known to have said last.
   *
   * <p>Skills that it names are what it can do from now on. Orders that need one which it no longer
   * names wait, until it names it again or an operator says that it does not have it.
   *
   * @param register whether a robot that is not in the table is added
   * @return whether the robot is in the table now
   */
  public boolean presence(Said said, boolean register) {
    // Mostly a retained message seen again: nothing to write.
    Optional<Boolean> unchanged =
        database.read(handle -> Presence.unchanged(handle, said, register));
    return unchanged.isPresent()
        ? unchanged.get()
        : database.write(
            tx ->
                Presence.unchanged(tx.handle(), said, register)
                    .orElseGet(() -> Presence.apply(tx, said, register)));
  }

  private static void release(Transaction tx, @Nullable OrderId holder) {
    if (holder != null) {
      AttemptRows.release(tx, holder);
    }
  }

  private static @Nullable String value(@Nullable OrderId order) {
    return order == null ? null : order.value();
  }
}
