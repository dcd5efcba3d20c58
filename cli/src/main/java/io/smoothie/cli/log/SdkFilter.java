package io.smoothie.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.temporal.failure.ApplicationFailure;

/**
 * Drops warnings of the SDK that carry a stack trace and that we have logged in one line: a call
 * failed while Temporal did not answer, a workflow task's report came too late once it did again,
 * an order ended as a failure (or was cancelled). Drops nothing at a log level at which the SDK is
 * debugged.
 */
final class SdkFilter extends Filter<ILoggingEvent> {
  private static final String SDK = "io.temporal";

  /** The SDK's logger that warns of every execution that fails. */
  private static final String EXECUTIONS = "io.temporal.internal.sync.WorkflowExecutionHandler";

  /** The SDK's logger that warns of a workflow task that it could not report. */
  private static final String TASKS = "io.temporal.internal.worker.WorkflowWorker";

  private final LoggerContext loggers;

  SdkFilter(LoggerContext loggers) {
    this.loggers = loggers;
  }

  @Override
  public FilterReply decide(ILoggingEvent event) {
    return isSaidAlready(event)
            && loggers.getLogger(SDK).getEffectiveLevel().toInt() > Level.DEBUG_INT
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  /**
   * Whether a report came too late: its workflow task was under way when the outage began, and
   * Temporal has handed it out anew, as the history shows.
   */
  private static boolean isOfATaskThatTimedOut(Throwable thrown) {
    return thrown instanceof StatusRuntimeException status
        && status.getStatus().getCode() == Status.Code.NOT_FOUND;
  }

  private static boolean isSaidAlready(ILoggingEvent event) {
    String logger = event.getLoggerName();
    return logger.startsWith(SDK + ".")
        && event.getThrowableProxy() instanceof ThrowableProxy thrown
        && (TemporalConnection.isOutage(thrown.getThrowable())
            || (logger.equals(TASKS) && isOfATaskThatTimedOut(thrown.getThrowable()))
            || (logger.equals(EXECUTIONS) && thrown.getThrowable() instanceof ApplicationFailure));
  }
}
