package io.smoothie.activities.table;

import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What each robot said last about its presence. Rows are kept when a robot is removed, and for
 * robots that never were in the table: of those, the latest {@value #MOST_STRANGERS}.
 */
final class PresenceRows {
  static final int MOST_STRANGERS = 10_000;

  private static final String NOT_IN_THE_TABLE =
      "NOT EXISTS (SELECT 1 FROM robots r WHERE r.name = presence.robot)";

  /**
   * One robot's presence.
   *
   * @param session the session of its last birth, or null
   * @param skills those that it named last; null when it never named any
   */
  record Word(boolean connected, @Nullable String session, @Nullable Skills skills) {
    /**
     * Whether {@code said} is the will of a connection that the robot has replaced since: a broker
     * sends a will when it misses the connection, which may be after the robot's next birth.
     */
    boolean replaces(Said said) {
      return !said.connected()
          && said.session() != null
          && session != null
          && !session.equals(said.session());
    }

    /** Whether {@code said} differs from what the robot is known to have said last. */
    boolean isOlderThan(Said said) {
      return connected != said.connected()
          || (connected && !Objects.equals(session, said.session()))
          || (said.skills() != null && !said.skills().equals(skills));
    }
  }

  private PresenceRows() {}

  static Optional<Word> of(Handle handle, RobotName robot) {
    return handle
        .createQuery("SELECT connected, session, skills FROM presence WHERE robot = :robot")
        .bind("robot", robot)
        .mapTo(Word.class)
        .findOne();
  }

  /** The skills that the robot named last, if it ever named any. */
  static Skills skills(Handle handle, RobotName robot) {
    return of(handle, robot).map(Word::skills).orElse(Skills.NONE);
  }

  /** A will leaves the session of the last birth: the next will is compared with it, too. */
  static void note(Transaction tx, Said said) {
    tx.update(
            """
            INSERT INTO presence (robot, connected, session, said_at, skills)
            VALUES (:robot, :connected, CASE WHEN :connected = 1 THEN :session END, :now, :skills)
            ON CONFLICT (robot) DO UPDATE SET connected = excluded.connected,
              session = CASE WHEN excluded.connected = 1
                        THEN excluded.session ELSE presence.session END,
              said_at = excluded.said_at,
              skills = COALESCE(excluded.skills, presence.skills)
            """)
        .bind("robot", said.robot())
        .bind("connected", said.connected() ? 1 : 0)
        .bind("session", said.session())
        .bind("skills", said.skills() == null ? null : said.skills().text())
        .execute();
  }

  /** Makes room; to be called when a robot that is not in the table has said something. */
  static void forgetTheOldest(Transaction tx) {
    tx.update(
            """
            DELETE FROM presence WHERE %1$s AND said_at <= (
              SELECT said_at FROM presence WHERE %1$s
              ORDER BY said_at DESC LIMIT 1 OFFSET :most)
            """
                .formatted(NOT_IN_THE_TABLE))
        .bind("most", MOST_STRANGERS)
        .execute();
  }
}
