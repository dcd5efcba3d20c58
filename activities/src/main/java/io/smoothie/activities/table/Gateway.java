package io.smoothie.activities.table;

import java.time.Instant;

/**
 * A gateway, as it showed itself in the table.
 *
 * @param clientId under which the broker knows it
 * @param since when it began to listen, without a break from then to {@code lastSeen}
 * @param lastSeen when it last said that it listens
 */
public record Gateway(String clientId, Instant since, Instant lastSeen) {
  /**
   * Whether it listens.
   *
   * @param now the table's time, read no earlier than this row was
   */
  public boolean isListening(Instant now) {
    return !lastSeen.isAfter(now) && !lastSeen.isBefore(now.minus(Gateways.FRESH));
  }
}
