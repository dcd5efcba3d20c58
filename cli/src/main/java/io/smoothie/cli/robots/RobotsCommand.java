package io.smoothie.cli.robots;

import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.CommandGroup;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code smoothie robots}. */
@Command(
    name = "robots",
    description = "Lists, shows, adds, removes and repairs robots, and gives them certificates.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeList = {ExitCode.InHelp.DONE, ExitCode.InHelp.USAGE},
    footerHeading = "%nExample:%n",
    footer = "  smoothie robots add Robot1 Robot2")
public final class RobotsCommand implements CommandGroup {
  @Override
  public List<Class<?>> subcommands() {
    return List.of(
        ListRobotsCommand.class,
        ShowRobotCommand.class,
        AddCommand.class,
        SetCommand.class,
        RemoveCommand.class,
        ProvisionCommand.class,
        RenewCommand.class,
        RevokeCommand.class,
        RepairCommand.class,
        OnlineCommand.class,
        DrainCommand.class,
        ResumeCommand.class,
        ResetCommand.class,
        TakeOverCommand.class);
  }
}
