package io.smoothie.gateway;

import io.smoothie.workflow.OrderId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** How time passes for random histories. */
interface RandomTime {
  Duration startToClose();

  /** What an order may wait in the queue; the last one is longer than any history. */
  List<Duration> queueTimeouts();

  /** What may happen between two steps. */
  List<Duration> silences();

  /** Whether nothing happens by itself, so that the model knows what a robot's answer meets. */
  boolean standsStill();

  /** Lets what {@code orders} have begun come to rest, where time stands still. */
  void rest(Collection<OrderId> orders);

  void pass(Duration duration, Collection<OrderId> orders);

  /** The worker has been stopped: what it was polling for has to be forgotten. */
  void workerStopped();

  /** Plays on until every order is over and nothing is held. */
  void playOut(RandomHistory history);
}
