package io.smoothie.cli.input;

import java.util.Objects;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Commands with those of their {@link CommandGroup}. Of those that a command line does not name
 * there are only the name and what the help of their group says: building a command, with all its
 * options, takes picocli milliseconds, and there are some fifty.
 */
public final class CommandTree {
  private CommandTree() {}

  /**
   * Adds its subcommands, and theirs, to a command.
   *
   * @param isNamed whether a command of that name may be used; the others refuse every option
   */
  public static CommandLine of(CommandGroup group, Predicate<String> isNamed) {
    return withSubcommands(new CommandLine(group), isNamed);
  }

  private static CommandLine withSubcommands(CommandLine command, Predicate<String> isNamed) {
    if (command.getCommand() instanceof CommandGroup group) {
      for (Class<?> each : group.subcommands()) {
        Command described = Objects.requireNonNull(each.getAnnotation(Command.class));
        command.addSubcommand(
            described.name(),
            isNamed.test(described.name())
                ? withSubcommands(new CommandLine(each), isNamed)
                : new CommandLine(nameOnly(described)));
      }
    }
    return command;
  }

  private static CommandSpec nameOnly(Command described) {
    CommandSpec spec = CommandSpec.create().name(described.name());
    spec.usageMessage().description(described.description()).hidden(described.hidden());
    return spec;
  }
}
