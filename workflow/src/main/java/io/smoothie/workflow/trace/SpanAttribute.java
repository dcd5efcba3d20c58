package io.smoothie.workflow.trace;

/** The names of what a span says beside its times, and of what a log line says of its span. */
public final class SpanAttribute {
  public static final String ORDER = "smoothie.order";
  public static final String ROBOT = "smoothie.robot";

  /** The number of the order's claim: it tells the order's attempts apart. */
  static final String CLAIM = "smoothie.claim";

  /** Which of Temporal's tries of an activity it is, from 1. */
  static final String TRY = "smoothie.try";

  /** How an order ended: {@code made}, {@code failed}, {@code cancelled}. */
  static final String STATUS = "smoothie.status";

  /** Which of its attempts made an order, from 1. */
  static final String ATTEMPT = "smoothie.attempt";

  /** OpenTelemetry's name for the kind of a failure. */
  static final String ERROR = "error.type";

  /** The fields of a log line, in the MDC, named as OpenTelemetry has them in JSON. */
  public static final String LOG_TRACE = "trace_id";

  public static final String LOG_SPAN = "span_id";

  private SpanAttribute() {}
}
