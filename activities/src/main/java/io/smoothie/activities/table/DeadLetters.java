package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The robots' messages that could not be used: the latest {@value #MAX_LETTERS}, for 30 days. Topic
 * and payload are as they came; the code that shows them makes them fit to be shown.
 */
public final class DeadLetters {
  /** How many bytes of a payload are kept. */
  public static final int MAX_PAYLOAD = 4096;

  /** How many messages are kept. */
  public static final int MAX_LETTERS = 10_000;

  /** How long a message is kept. */
  public static final Duration MAX_AGE = Duration.ofDays(30);

  private static final int MAX_TOPIC = 512;
  private static final int MAX_REASON = 512;
  private static final String SELECT =
      "SELECT id, at, order_id, topic, payload, reason FROM dead_letters ";

  private final Database database;

  DeadLetters(Database database) {
    this.database = database;
  }

  /** Keeps a message whose order is not known; the oldest are deleted to make room. */
  public void add(String topic, byte[] payload, String reason) {
    add(topic, payload, reason, null);
  }

  /**
   * Keeps a message; the oldest are deleted to make room.
   *
   * @param order which order it seems to be about, or null
   */
  public void add(String topic, byte[] payload, String reason, @Nullable OrderId order) {
    database.write(
        tx -> {
          long id =
              tx.query(
                      """
                      INSERT INTO dead_letters (at, order_id, topic, payload, reason)
                      VALUES (:now, :order, :topic, :payload, :reason) RETURNING id
                      """)
                  .bind("order", order == null ? null : order.value())
                  .bind("topic", cut(topic))
                  .bind("payload", Arrays.copyOf(payload, Math.min(payload.length, MAX_PAYLOAD)))
                  .bind("reason", Text.forOneLine(reason, MAX_REASON))
                  .mapTo(Long.class)
                  .one();
          tx.update("DELETE FROM dead_letters WHERE id <= :id")
              .bind("id", id - MAX_LETTERS)
              .execute();
          return purge(tx, MAX_AGE);
        });
  }

  /** Cuts a long topic, but never in the middle of a surrogate pair. */
  private static String cut(String topic) {
    if (topic.length() <= MAX_TOPIC) {
      return topic;
    }
    int end = Character.isHighSurrogate(topic.charAt(MAX_TOPIC - 1)) ? MAX_TOPIC - 1 : MAX_TOPIC;
    return topic.substring(0, end);
  }

  /** The latest {@code most}, the latest first. */
  public List<DeadLetter> list(int most) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "ORDER BY id DESC LIMIT :most")
                .bind("most", most)
                .mapTo(DeadLetter.class)
                .list());
  }

  /** The latest {@code most} that seem to be about {@code order}, the earliest first. */
  public List<DeadLetter> of(OrderId order, int most) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM (%s WHERE order_id = :order ORDER BY id DESC LIMIT :most) AS latest ORDER BY id"
                        .formatted(SELECT))
                .bind("order", order)
                .bind("most", most)
                .mapTo(DeadLetter.class)
                .list());
  }

  /** How many there are. */
  public int count() {
    return database.read(
        handle ->
            handle.createQuery("SELECT COUNT(*) FROM dead_letters").mapTo(Integer.class).one());
  }

  public Optional<DeadLetter> find(long id) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + "WHERE id = :id")
                .bind("id", id)
                .mapTo(DeadLetter.class)
                .findOne());
  }

  /**
   * Deletes those that are {@code olderThan} old or older; zero deletes all.
   *
   * @return how many
   */
  public int purge(Duration olderThan) {
    return database.write(tx -> purge(tx, olderThan));
  }

  private static int purge(Transaction tx, Duration olderThan) {
    return tx.update("DELETE FROM dead_letters WHERE at <= :until")
        .bind("until", tx.now() - olderThan.toMillis())
        .execute();
  }
}
