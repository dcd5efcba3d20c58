package io.smoothie.cli.bench;

import java.util.Locale;

/** A part of an order's way, and the timer that measures it in one of our processes. */
enum Leg {
  PLACE("", "the call that places it"),
  CLAIM("smoothie_order_claim", "placed -> has a robot, or a place in the queue"),
  QUEUE("smoothie_order_queue", "in the queue -> has a robot"),
  TELL("smoothie_order_tell", "has a robot -> the broker has the message"),
  MAKING("smoothie_order_making", "the broker has it -> the robot's success is recorded"),
  ANSWER("smoothie.gateway.answer", "of that: gateway has the answer -> Temporal has recorded it"),
  MADE("smoothie_order_made", "its workflow: begun -> made"),
  WHOLE("", "its customer: places it -> knows that it is made");

  /** The timer's name; empty for what the client measures. */
  final String timer;

  final String words;

  Leg(String timer, String words) {
    this.timer = timer;
    this.words = words;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
