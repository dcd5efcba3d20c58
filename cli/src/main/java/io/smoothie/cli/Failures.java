package io.smoothie.cli;

import io.smoothie.activities.mqtt.BrokerUnavailableException;
import io.smoothie.activities.table.TableException;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.log.Logs;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.temporal.CancelUnconfirmedException;
import io.smoothie.workflow.temporal.OrderNotFoundException;
import io.smoothie.workflow.temporal.OrderRefusedException;
import io.smoothie.workflow.temporal.ScheduleRefusedException;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command threw into a sentence on stderr and an exit code; no stack traces. */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, ParseResult parseResult) {
    LoggerFactory.getLogger(Failures.class).debug("{} failed", command.getCommandName(), failure);
    Logs.sayError(command.getErr(), sentence(failure));
    return exitCode(failure);
  }

  private static int exitCode(Exception failure) {
    if (failure instanceof CommandFailure known) {
      return known.exitCode();
    }
    if (failure instanceof InterruptedException) {
      return ExitCode.INTERRUPTED;
    }
    if (failure instanceof TemporalUnavailableException
        || failure instanceof BrokerUnavailableException
        || failure instanceof TableException
        || failure instanceof CancelUnconfirmedException) {
      return ExitCode.UNAVAILABLE;
    }
    // The constructors of values check them; their messages say what is wrong.
    return failure instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.REFUSED;
  }

  private static String sentence(Exception failure) {
    if (failure instanceof InterruptedException) {
      return "Stopped.";
    }
    if (isForPeople(failure)) {
      return String.valueOf(failure.getMessage());
    }
    return "This should not have happened: %s (%s)."
        .formatted(
            Text.forOneLine(String.valueOf(failure.getMessage()), 300),
            failure.getClass().getSimpleName());
  }

  /** Whether its message is a sentence that was written for the person who typed the command. */
  private static boolean isForPeople(Exception failure) {
    return failure instanceof CommandFailure
        || failure instanceof IllegalArgumentException
        || failure instanceof TemporalUnavailableException
        || failure instanceof BrokerUnavailableException
        || failure instanceof TableException
        || failure instanceof CancelUnconfirmedException
        || failure instanceof OrderNotFoundException
        || failure instanceof OrderRefusedException
        || failure instanceof ScheduleRefusedException;
  }
}
