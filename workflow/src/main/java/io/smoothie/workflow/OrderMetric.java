package io.smoothie.workflow;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.temporal.serviceclient.MetricsTag;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is counted and timed of orders, all of it in workflow code: only an order's workflow knows
 * of every ending, and of why it came. The SDK leaves out what is replayed; a workflow task that
 * was lost runs again, and its counts and times are reported again. Times are the workflow's own.
 */
public enum OrderMetric {
  PLACED("smoothie_orders_placed", "Orders whose workflow has begun."),
  MADE("smoothie_orders_made", "Orders that were made."),
  FAILED("smoothie_orders_failed", "Orders that failed, by the type of their failure."),
  CANCELLED("smoothie_orders_cancelled", "Orders that were cancelled."),
  STAGE_TRANSITIONS("smoothie_stage_transitions", "Steps of orders from one stage to the next."),
  ANSWERS_IGNORED("smoothie_answers_ignored", "Robots' answers that changed nothing."),
  CLAIM(
      "smoothie_order_claim",
      "From the order's start to the first answer to its claim: a robot, or a place in the queue."),
  QUEUE("smoothie_order_queue", "From a place in the queue to a robot."),
  TELL("smoothie_order_tell", "From having a robot to the broker's word that it has the message."),
  MAKING("smoothie_order_making", "From that word to the robot's success."),
  WHOLE("smoothie_order_made", "From the order's start to its being made.");

  private static final String TYPE = "type";

  private final String metric;
  private final String description;

  OrderMetric(String metric, String description) {
    this.metric = metric;
    this.description = description;
  }

  /** The metric of this name; empty for one that is not of orders. */
  public static Optional<OrderMetric> named(String metric) {
    return Arrays.stream(values()).filter(one -> one.metric.equals(metric)).findFirst();
  }

  /**
   * Has the counts of orders shown from 0 on, with the tags that the SDK gives them: a rate must
   * not miss the first failure of a type.
   */
  public static void countFromZero(MeterRegistry registry, String namespace, String taskQueue) {
    Tags tags =
        Tags.of(
            MetricsTag.NAMESPACE, namespace,
            MetricsTag.TASK_QUEUE, taskQueue,
            MetricsTag.WORKFLOW_TYPE, SmoothieOrderWorkflow.TYPE);
    for (OrderMetric one : List.of(PLACED, MADE, CANCELLED)) {
      var unused = one.counter(tags, registry);
    }
    for (String type : FailureType.OF_FAILED) {
      var unused = FAILED.counter(tags.and(TYPE, type), registry);
    }
  }

  /** Its counter, as the registry has it. */
  public Counter counter(Tags tags, MeterRegistry registry) {
    return Counter.builder(metric).description(description).tags(tags).register(registry);
  }

  /** Its histogram, as the registry has it. */
  public Timer timer(Tags tags, MeterRegistry registry) {
    return Timer.builder(metric)
        .description(description)
        .tags(tags)
        .publishPercentileHistogram()
        .register(registry);
  }

  /** Counts a failure of this type. */
  void countOf(String type) {
    count(Map.of(TYPE, type));
  }

  void count() {
    count(Map.of());
  }

  void count(Map<String, String> tags) {
    Workflow.getMetricsScope().tagged(tags).counter(metric).inc(1);
  }

  /** What began at {@code since} is over now. */
  void tookSince(Instant since) {
    took(Duration.between(since, MakingTime.now()));
  }

  void took(Duration duration) {
    Workflow.getMetricsScope()
        .timer(metric)
        .record(com.uber.m3.util.Duration.ofNanos(duration.toNanos()));
  }
}
