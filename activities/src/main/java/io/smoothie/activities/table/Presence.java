package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** What comes of a robot's word about itself. */
final class Presence {
  private Presence() {}

  /** Whether the robot is in the table, if {@code said} changes nothing; else empty. */
  static Optional<Boolean> unchanged(Handle handle, Said said, boolean register) {
    Optional<Robot> robot = Robots.find(handle, said.robot());
    return PresenceRows.of(handle, said.robot())
        .filter(
            last ->
                last.replaces(said)
                    || (!last.isOlderThan(said)
                        && (!said.live()
                            || robot.map(one -> one.isAsItSays(said)).orElse(!register))))
        .map(last -> robot.isPresent());
  }

  static boolean apply(Transaction tx, Said said, boolean register) {
    PresenceRows.note(tx, said);
    boolean known =
        update(tx, said) || (register && RobotRows.insert(tx, said.robot(), said.skills()));
    if (known) {
      Offers.offer(tx, said.robot());
    } else {
      PresenceRows.forgetTheOldest(tx);
    }
    return known;
  }

  private static boolean update(Transaction tx, Said said) {
    boolean known = update(tx, said.robot(), said.connected());
    Skills skills = said.skills();
    if (known && skills != null) {
      SkillRows.report(tx, said.robot(), skills);
    }
    return known;
  }

  private static boolean update(Transaction tx, RobotName name, boolean connected) {
    return tx.update(
                """
                UPDATE robots SET connected = :connected,
                  since = CASE WHEN order_id IS NULL AND broken_reason IS NULL AND draining = 0
                               AND COALESCE(connected, 1) <> :connected
                          THEN :now ELSE since END
                WHERE name = :name
                """)
            .bind("name", name)
            .bind("connected", connected ? 1 : 0)
            .execute()
        > 0;
  }
}
