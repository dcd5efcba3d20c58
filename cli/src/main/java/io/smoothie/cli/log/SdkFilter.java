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
 * Leaves out what the SDK warns of, with a trace, and we have said in one line: that a try failed
 * while Temporal does not answer, or came too late once it did, and that an order ended as a
 * failure, cancelled ones among them. Not at a log level at which the SDK is debugged.
 */
final class SdkFilter extends Filter<ILoggingEvent> {
  private static final String SDK = "io.temporal";

  /** Where the SDK warns of every execution that fails. */
  private static final String EXECUTIONS = "io.temporal.internal.sync.WorkflowExecutionHandler";

  /** Where the SDK warns of a workflow task that it could not report. */
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
   * A task that was under way when Temporal went: it has been handed out anew, as history tells.
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
