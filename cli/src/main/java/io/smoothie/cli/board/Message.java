package io.smoothie.cli.board;

import java.time.Instant;

/**
 * An MQTT message as it passed the broker; every text is fit for one line.
 *
 * @param direction who said it to whom
 */
public record Message(
    Instant at, String direction, String topic, String payload, boolean retained) {}
