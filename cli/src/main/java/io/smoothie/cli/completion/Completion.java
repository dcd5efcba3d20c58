package io.smoothie.cli.completion;

import io.smoothie.cli.input.Known;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What may stand at a place in a command line. The words before it are not parsed: of a line that
 * is not finished picocli does not tell how far it came.
 */
final class Completion {
  private final TableCandidates table;
  private CommandSpec command;

  /** The option whose value comes next, or null. */
  private @Nullable OptionSpec waiting;

  private boolean onlyPositionals;
  private int positionals;

  /**
   * @param root the whole command line's
   * @param before the words before the place
   */
  Completion(CommandSpec root, List<String> before, TableCandidates table) {
    this.table = table;
    this.command = root;
    before.forEach(this::goOn);
  }

  private void goOn(String word) {
    if (waiting != null) {
      waiting = null;
    } else if (onlyPositionals) {
      positionals++;
    } else if (word.equals("--")) {
      onlyPositionals = true;
    } else if (word.startsWith("-")) {
      OptionSpec option = command.findOption(word);
      waiting = option != null && option.arity().min() > 0 ? option : null;
    } else if (command.subcommands().containsKey(word)) {
      command = command.subcommands().get(word).getCommandSpec();
    } else {
      positionals++;
    }
  }

  /** What a word that has begun so may be; some that begin otherwise are among it. */
  List<Candidate> of(String word) {
    if (waiting != null) {
      return values(waiting, word, "");
    }
    if (word.startsWith("-") && !onlyPositionals) {
      return options(word);
    }
    if (!command.subcommands().isEmpty()) {
      return positionals == 0 ? subcommands() : List.of();
    }
    return command.positionalParameters().stream()
        .filter(positional -> positional.index().contains(positionals))
        .flatMap(positional -> values(positional, word, "").stream())
        .toList();
  }

  private List<Candidate> subcommands() {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(subcommand -> !subcommand.usageMessage().hidden())
        .map(
            subcommand ->
                new Candidate(
                    subcommand.name(), firstLine(subcommand.usageMessage().description())))
        .toList();
  }

  /** Their names, or the values of the one whose name has been written. */
  private List<Candidate> options(String word) {
    int equals = word.indexOf('=');
    if (equals > 0) {
      OptionSpec option = command.findOption(word.substring(0, equals));
      return option == null ? List.of() : values(option, word, word.substring(0, equals + 1));
    }
    return command.options().stream()
        .filter(option -> !option.hidden())
        .map(option -> new Candidate(option.longestName(), firstLine(option.description())))
        .toList();
  }

  /**
   * @param prefix what stands in the word before the value
   */
  private List<Candidate> values(ArgSpec arg, String word, String prefix) {
    int comma = arg.splitRegex().isEmpty() ? -1 : word.lastIndexOf(',');
    String head = comma < prefix.length() ? prefix : word.substring(0, comma + 1);
    return values(arg)
        .map(value -> new Candidate(head + value.word(), value.description()))
        .toList();
  }

  private Stream<Candidate> values(ArgSpec arg) {
    Class<?> type = arg.auxiliaryTypes()[0];
    Iterable<String> words = arg.completionCandidates();
    if (type.equals(RobotName.class) || words instanceof Known.Robots) {
      return table.robots();
    }
    if (type.equals(OrderId.class) || words instanceof Known.Orders) {
      return table.orders();
    }
    return words == null
        ? Stream.empty()
        : StreamSupport.stream(words.spliterator(), false)
            // Either is taken; small letters are typed sooner.
            .map(word -> new Candidate(type.isEnum() ? word.toLowerCase(Locale.ROOT) : word));
  }

  private static String firstLine(String[] description) {
    return description.length == 0 ? "" : description[0].lines().findFirst().orElse("");
  }
}
