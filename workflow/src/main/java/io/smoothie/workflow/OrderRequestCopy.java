package io.smoothie.workflow;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An order's request while some of it is changed. */
final class OrderRequestCopy {
  String smoothie;
  Duration startToClose;
  Duration limit;
  Duration queueTimeout;
  int priority;
  int attempts;
  @Nullable JobData params;
  @Nullable Instant due;
  Needs needs;
  @Nullable Duration heartbeat;
  @Nullable String unreadable;

  OrderRequestCopy(OrderRequest of) {
    smoothie = of.smoothie();
    startToClose = of.startToClose();
    limit = of.limit();
    queueTimeout = of.queueTimeout();
    priority = of.priority();
    attempts = of.attempts();
    params = of.params();
    due = of.due();
    needs = of.needs();
    heartbeat = of.heartbeat();
    unreadable = of.unreadable();
  }

  OrderRequest request() {
    return new OrderRequest(
        smoothie,
        startToClose,
        limit,
        queueTimeout,
        priority,
        attempts,
        params,
        due,
        needs,
        heartbeat,
        unreadable);
  }
}
