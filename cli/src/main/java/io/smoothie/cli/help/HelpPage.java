package io.smoothie.cli.help;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Pager;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/**
 * A command's help, as wide as the terminal: its own options first, then those that many commands
 * have. Examples are never broken.
 */
public final class HelpPage {
  /** Without a terminal. */
  private static final int USUAL = 80;

  /** Longer lines are hard to read. */
  private static final int WIDEST = 120;

  /** Picocli takes no less. */
  private static final int NARROWEST = 55;

  /** Options of this package's classes say where things are. */
  private static final String SETTINGS = Surroundings.class.getPackageName();

  private HelpPage() {}

  /** The command whose help is asked for by {@code --help}. */
  public static Optional<CommandLine> asked(ParseResult parsed) {
    return parsed.asCommandLineList().stream()
        .filter(CommandLine::isUsageHelpRequested)
        .findFirst();
  }

  /** Prints it on standard output, or has it read in a pager. */
  public static void print(CommandLine command) {
    Look look = Look.ofOut(environment(command));
    Pager.print(command.getCommandSpec(), look, text(command, look).lines().toList());
  }

  /** Prints it on standard error. */
  static void printAsError(CommandLine command) {
    PrintWriter err = command.getErr();
    err.print(text(command, Look.ofErr(environment(command))));
    err.flush();
  }

  static String text(CommandLine command, Look look) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    usage.width(
        look.width() == Look.ANY_WIDTH
            ? USUAL
            : Math.max(NARROWEST, Math.min(look.width(), WIDEST)));
    // Of those that exclude each other only the long synopsis tells.
    usage.abbreviateSynopsis(command.getCommandSpec().argGroups().isEmpty());
    Map<String, IHelpSectionRenderer> sections = command.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPage::options);
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, HelpPage::footer);
    if (!command.getSubcommands().isEmpty()) {
      command.setHelpSectionKeys(commandsFirst(command.getHelpSectionKeys()));
    }
    return command.getUsageMessage();
  }

  /** Whoever asks what a group of commands is for wants to see these. */
  private static List<String> commandsFirst(List<String> sections) {
    List<String> ordered = new ArrayList<>(sections);
    List<String> commands =
        List.of(
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST);
    ordered.removeAll(commands);
    ordered.addAll(ordered.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING), commands);
    return ordered;
  }

  private static Map<String, String> environment(CommandLine command) {
    return Surroundings.of(command.getCommandSpec()).environment();
  }

  private static String options(Help help) {
    CommandSpec command = help.commandSpec();
    List<OptionSpec> shown = command.options().stream().filter(option -> !option.hidden()).toList();
    List<OptionSpec> common = shown.stream().filter(option -> isCommon(command, option)).toList();
    List<OptionSpec> own = shown.stream().filter(option -> !common.contains(option)).toList();
    return list(help, own)
        + String.format("%nOptions that many commands have:%n")
        + list(help, common);
  }

  private static String list(Help help, List<OptionSpec> options) {
    return help.optionListExcludingGroups(
        options, help.createDefaultLayout(), null, help.parameterLabelRenderer());
  }

  private static boolean isCommon(CommandSpec command, OptionSpec option) {
    return option.inherited()
        || option.usageHelp()
        || option.versionHelp()
        || settings(command).anyMatch(mixin -> mixin.findOption(option.longestName()) != null);
  }

  /** The mixins, also in other mixins, that say where things are. */
  private static Stream<CommandSpec> settings(CommandSpec command) {
    return command.mixins().values().stream()
        .flatMap(
            mixin ->
                mixin.userObject().getClass().getPackageName().equals(SETTINGS)
                    ? Stream.of(mixin)
                    : settings(mixin));
  }

  private static String footer(Help help) {
    return String.join(
        "",
        Stream.of(help.commandSpec().usageMessage().footer())
            .map(line -> String.format(line + "%n"))
            .toList());
  }
}
