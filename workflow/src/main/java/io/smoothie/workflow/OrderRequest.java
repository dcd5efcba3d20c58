package io.smoothie.workflow;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a customer asks for: the input of an order's workflow.
 *
 * <p>Any client can start a workflow with any input, Temporal's Web UI for one, and an input that
 * cannot be decoded would make its workflow task retry for ever. So every JSON value can be read,
 * and {@link #problem} says what is wrong with it, if anything; only {@code smoothie} (or the
 * demo's {@code SmoothieName}) is needed.
 *
 * @param smoothie what to make: 1 to 128 code points, no control or bidirectional characters
 * @param startToClose from the robot being told to its success being recorded: 1 s to 1 day
 * @param limit for the whole making, waiting in the queue left out: {@code startToClose} to 7 days
 * @param queueTimeout for each wait for a free robot: 0 (do not wait) to 365 days
 * @param priority 1 (first) to 5 (last)
 * @param attempts how many robots may try: 1 to 100
 * @param params what else the robot is told, or null; its keys are none of the order message's own
 * @param due when its making begins, or null for at once; a time that has passed is at once, too
 * @param needs which robots may take it; in JSON {@code needs}, a list of skills, and {@code robot}
 * @param heartbeat the robot's attempt ends when it has not been heard for so long: 1 s to 1 day;
 *     null: it may be silent
 * @param unreadable why the input could not be read at all, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderRequest(
    String smoothie,
    @JsonProperty("start_to_close") @JsonFormat(shape = STRING) Duration startToClose,
    @JsonFormat(shape = STRING) Duration limit,
    @JsonProperty("queue_timeout") @JsonFormat(shape = STRING) Duration queueTimeout,
    int priority,
    int attempts,
    @Nullable JobData params,
    @JsonFormat(shape = STRING) @Nullable Instant due,
    @JsonIgnore Needs needs,
    @JsonFormat(shape = STRING) @Nullable Duration heartbeat,
    @JsonIgnore @Nullable String unreadable) {

  public static final int MAX_SMOOTHIE_CODE_POINTS = 128;
  public static final Duration MIN_START_TO_CLOSE = Duration.ofSeconds(1);
  public static final Duration MAX_START_TO_CLOSE = Duration.ofDays(1);
  public static final Duration MAX_LIMIT = Duration.ofDays(7);
  public static final Duration MAX_QUEUE_TIMEOUT = Duration.ofDays(365);
  public static final int MAX_PRIORITY = 5;
  public static final int MAX_ATTEMPTS = 100;

  /** How long before it is due an order may be placed. */
  public static final Duration MAX_AHEAD = Duration.ofDays(366);

  private static final OrderRequest DEFAULTS =
      new OrderRequest(
          "",
          Duration.ofSeconds(10),
          Duration.ofMinutes(15),
          Duration.ofDays(4),
          3,
          3,
          null,
          null,
          Needs.NONE,
          null,
          null);

  /** An order for {@code smoothie} with every default. */
  public static OrderRequest of(String smoothie) {
    return DEFAULTS.withSmoothie(smoothie);
  }

  public OrderRequest withSmoothie(String name) {
    return with(copy -> copy.smoothie = name);
  }

  public OrderRequest withStartToClose(Duration duration) {
    return with(copy -> copy.startToClose = duration);
  }

  public OrderRequest withLimit(Duration duration) {
    return with(copy -> copy.limit = duration);
  }

  public OrderRequest withQueueTimeout(Duration duration) {
    return with(copy -> copy.queueTimeout = duration);
  }

  public OrderRequest withPriority(int number) {
    return with(copy -> copy.priority = number);
  }

  public OrderRequest withAttempts(int number) {
    return with(copy -> copy.attempts = number);
  }

  public OrderRequest withParams(@Nullable JobData data) {
    return with(copy -> copy.params = data);
  }

  public OrderRequest withDue(@Nullable Instant time) {
    return with(copy -> copy.due = time);
  }

  public OrderRequest withNeeds(Needs which) {
    return with(copy -> copy.needs = which);
  }

  public OrderRequest withHeartbeat(@Nullable Duration duration) {
    return with(copy -> copy.heartbeat = duration);
  }

  /** This order, if it could not be read: with the reason. */
  public OrderRequest withUnreadable(String why) {
    return with(copy -> copy.unreadable = why);
  }

  private OrderRequest with(Consumer<OrderRequestCopy> change) {
    OrderRequestCopy copy = new OrderRequestCopy(this);
    change.accept(copy);
    return copy.request();
  }

  /** As the input has them: beside the other fields. */
  @JsonUnwrapped
  @JsonProperty("unwrapped")
  Needs writtenNeeds() {
    return needs;
  }

  /** Whether the order waits when no robot is free. */
  @JsonIgnore
  public boolean queues() {
    return !queueTimeout.isZero();
  }

  /** Why this order cannot be made, in words for the person who placed it; empty when it can. */
  @JsonIgnore
  public Optional<String> problem() {
    return unreadable == null ? OrderRequestProblem.of(this) : Optional.of(unreadable);
  }

  /** The sentence that refuses this order; empty when it can be made. */
  @JsonIgnore
  public Optional<String> refusal() {
    return problem().map("This is not an order: %s."::formatted);
  }

  /** Why this order cannot be placed at that time, because of when it is due; empty when it can. */
  public Optional<String> problemOfDue(Instant placed) {
    return due == null || !due.isAfter(placed.plus(MAX_AHEAD))
        ? Optional.empty()
        : Optional.of(
            "it is due at %s; an order can be placed up to %s before it is due"
                .formatted(due, Durations.format(MAX_AHEAD)));
  }

  /** All but the smoothie's name and the params in words, on one line. */
  public String terms() {
    return "start-to-close %s, limit %s, queue timeout %s, priority %s, attempts %s%s"
        .formatted(
            Durations.format(startToClose),
            Durations.format(limit),
            Durations.format(queueTimeout),
            priority,
            attempts,
            (due == null ? "" : ", due " + due)
                + needs.terms()
                + (heartbeat == null ? "" : ", heartbeat " + Durations.format(heartbeat)));
  }

  /** As an input is read, with {@code defaults} for what {@code json} does not say. */
  public static OrderRequest read(JsonNode json, OrderRequest defaults) {
    return OrderRequestJson.read(json, defaults);
  }

  /** Reads any JSON value; never throws. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static OrderRequest fromJson(@Nullable JsonNode json) {
    return OrderRequestJson.read(json, DEFAULTS);
  }
}
