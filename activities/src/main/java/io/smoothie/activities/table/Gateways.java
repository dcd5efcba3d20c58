package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/**
 * Which gateways listen. A robot is called BROKEN for its silence only if a gateway could have
 * heard it, and no robot is told while no gateway listens.
 *
 * <p>Times are the database's, as are the attempts'.
 */
public final class Gateways {
  /** How often a gateway that listens says so. */
  public static final Duration RENEWAL = Duration.ofSeconds(1);

  /** A gateway whose row was not renewed for this long does not listen any more. */
  static final Duration FRESH = Duration.ofSeconds(10);

  /** A gateway that has listened for this long has heard what robots repeat or send again. */
  static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

  /** A gateway that has not listened for this long is forgotten. */
  private static final Duration KEPT = Duration.ofDays(7);

  private static final String SELECT = "SELECT client_id, since, last_seen FROM gateways ";

  private final Database database;

  Gateways(Database database) {
    this.database = database;
  }

  /**
   * Notes that the gateway listens now.
   *
   * @param withoutBreak whether it has listened without a break since the last call; a row that was
   *     not renewed in time begins anew in any case
   * @return since when it has listened without a break
   */
  public Instant listening(String clientId, boolean withoutBreak) {
    return listening(clientId, withoutBreak, Progress.of(withoutBreak));
  }

  /**
   * Whether a gateway hears what robots say of their work, which comes another way than answers.
   */
  public enum Progress {
    UNHEARD,
    /** It does, and may not have since the last call. */
    BEGUN,
    /** It does, and has without a break since the last call. */
    UNBROKEN;

    public static Progress of(boolean withoutBreak) {
      return withoutBreak ? UNBROKEN : BEGUN;
    }
  }

  /** As {@link #listening(String, boolean)}. */
  public Instant listening(String clientId, boolean withoutBreak, Progress progress) {
    return listening(clientId, withoutBreak, progress, System.nanoTime());
  }

  /**
   * As {@link #listening(String, boolean)}.
   *
   * @param asOf when the gateway was known to listen, by {@link System#nanoTime}: it may have to
   *     wait for its turn to say so, and must not vouch for that time
   */
  Instant listening(String clientId, boolean withoutBreak, Progress progress, long asOf) {
    return database.write(
        tx -> {
          // In whole seconds: what takes less is no wait.
          long waited = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - asOf);
          long now = tx.now() - TimeUnit.SECONDS.toMillis(waited);
          long since = renew(tx.handle(), clientId, withoutBreak, progress, now);
          if (since == now) {
            tx.update("DELETE FROM gateways WHERE last_seen < :old")
                .bind("old", now - KEPT.toMillis())
                .execute();
          }
          return Instant.ofEpochMilli(since);
        });
  }

  /** Returns since when the gateway listens: {@code now} when that begins with this renewal. */
  private static long renew(
      Handle handle, String clientId, boolean withoutBreak, Progress progress, long now) {
    return handle
        .createQuery(
            """
            INSERT INTO gateways (client_id, since, last_seen, progress_since, progress_seen)
            VALUES (:id, :now, :now, :progress, :progress)
            ON CONFLICT (client_id) DO UPDATE SET
              since = CASE WHEN :withoutBreak = 1
                             AND gateways.last_seen BETWEEN :fresh AND :now
                           THEN gateways.since ELSE :now END,
              last_seen = :now,
              progress_since = CASE WHEN :unbroken = 1
                                      AND gateways.progress_seen BETWEEN :fresh AND :now
                                    THEN gateways.progress_since ELSE :progress END,
              progress_seen = :progress
            RETURNING since
            """)
        .bind("id", clientId)
        .bind("now", now)
        .bind("fresh", now - FRESH.toMillis())
        .bind("withoutBreak", withoutBreak ? 1 : 0)
        .bind("progress", progress == Progress.UNHEARD ? null : now)
        .bind("unbroken", progress == Progress.UNBROKEN ? 1 : 0)
        .mapTo(Long.class)
        .one();
  }

  /** Every gateway that is remembered, the one last seen first. */
  public List<Gateway> list() {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "ORDER BY last_seen DESC, client_id")
                .mapTo(Gateway.class)
                .list());
  }

  /** A clause that says that no gateway listens, since when, and what to do; or empty. */
  public Optional<String> silence() {
    return silence(list(), database.now());
  }

  private static Optional<String> silence(List<Gateway> gateways, Instant now) {
    return gateways.stream().anyMatch(gateway -> gateway.isListening(now))
        ? Optional.empty()
        : Optional.of(silence(gateways.stream().findFirst().map(Gateway::lastSeen)));
  }

  /**
   * Why no gateway could have heard the robot that the order's claim told.
   *
   * @param overdue how long ago its deadline was
   * @return empty when some gateway has listened past the deadline, and either since before the
   *     robot was told or for 30 s
   */
  public Optional<String> unheard(OrderId order, int claim, Duration overdue) {
    List<Gateway> gateways = list();
    Instant now = database.now();
    Instant deadline = now.minus(overdue);
    List<Gateway> past =
        gateways.stream()
            .filter(
                gateway ->
                    !gateway.lastSeen().isBefore(deadline) && !gateway.lastSeen().isAfter(now))
            .toList();
    Optional<Instant> told = database.read(handle -> told(handle, order, claim));
    if (past.stream().anyMatch(gateway -> couldHear(gateway, told))) {
      return Optional.empty();
    }
    Optional<String> silence = silence(gateways, now);
    return silence.isPresent()
        ? silence
        : Optional.of(
            past.isEmpty()
                ? "a gateway has yet to show that it listened past the deadline"
                : "gateway %s has been listening since %s only, which is to be %d s"
                    .formatted(
                        Text.forOneLine(past.get(0).clientId(), 100),
                        inWords(past.get(0).since()),
                        LONG_ENOUGH.toSeconds()));
  }

  private static boolean couldHear(Gateway gateway, Optional<Instant> told) {
    return told.filter(at -> !gateway.since().isAfter(at)).isPresent()
        || Duration.between(gateway.since(), gateway.lastSeen()).compareTo(LONG_ENOUGH) >= 0;
  }

  private static Optional<Instant> told(Handle handle, OrderId order, int claim) {
    return handle
        .createQuery("SELECT started_at FROM attempts WHERE order_id = :order AND claim = :claim")
        .bind("order", order)
        .bind("claim", claim)
        .mapTo(Instant.class)
        .findOne();
  }

  private static String silence(Optional<Instant> since) {
    return "no gateway has been listening%s: is `smoothie gateway` running?"
        .formatted(since.map(time -> " since " + inWords(time)).orElse(""));
  }

  private static String inWords(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace("T", " ").replace("Z", " UTC");
  }
}
