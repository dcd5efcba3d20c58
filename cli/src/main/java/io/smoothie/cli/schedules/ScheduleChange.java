package io.smoothie.cli.schedules;

import io.smoothie.cli.config.TemporalOptions;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.workflow.temporal.OrderSchedules;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that changes one schedule, and says so. */
abstract class ScheduleChange implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private TemporalOptions temporalOptions = new TemporalOptions();

  @Parameters(paramLabel = "NAME", description = "The schedule's name.")
  private String name = "";

  /**
   * Changes it.
   *
   * @return what is so of it now, in words that follow its name
   */
  abstract String change(OrderSchedules schedules, String name);

  @Override
  public Integer call() {
    try (TemporalConnection temporal = temporalOptions.connect()) {
      String said = change(new OrderSchedules(temporal.client()), name);
      spec.commandLine().getErr().println("Schedule %s %s.".formatted(name, said));
      return ExitCode.OK;
    }
  }
}
