package io.smoothie.cli.help;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.input.CommandTree;
import io.smoothie.workflow.Text;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A sentence about a word that is no command or option, with a good guess or none. */
final class Mistyped {
  /** Of shorter words the beginning says too little. */
  private static final int TELLING = 3;

  private Mistyped() {}

  /** {@code word} is none of the command's own commands. */
  static String command(CommandLine command, String word) {
    String name = command.getCommandSpec().qualifiedName();
    Map<String, CommandLine> known = shown(command);
    String sentence = "%s has no command \"%s\"".formatted(name, Text.forOneLine(word, 60));
    if (known.isEmpty()) {
      return sentence + ".";
    }
    return nearest(word, known.keySet())
        .map(known::get)
        .or(() -> below(shown(whole(command)).values(), word))
        .map(meant -> "%s; did you mean: %s".formatted(sentence, qualifiedName(meant)))
        .orElseGet(() -> "%s: %s --help lists those that it has".formatted(sentence, name));
  }

  /** The same command in a tree of which all is built, see {@link CommandTree}. */
  private static CommandLine whole(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    return spec.parent() == null
        ? Surroundings.holder(spec).commandLineIn(Surroundings.of(spec))
        : Objects.requireNonNull(
            whole(spec.parent().commandLine()).getSubcommands().get(spec.name()));
  }

  private static Map<String, CommandLine> shown(CommandLine command) {
    Map<String, CommandLine> shown = new LinkedHashMap<>(command.getSubcommands());
    shown.values().removeIf(each -> each.getCommandSpec().usageMessage().hidden());
    return shown;
  }

  /** The option that was meant, if that can be told. */
  static Optional<String> option(CommandLine command, String word) {
    String name = word.split("=", 2)[0];
    return nearest(
        name,
        command.getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .map(OptionSpec::longestName)
            .toList());
  }

  /** Typed without the command that has it: the only one of that name. */
  private static Optional<CommandLine> below(Collection<CommandLine> commands, String word) {
    List<CommandLine> found =
        commands.stream()
            .flatMap(command -> Stream.ofNullable(command.getSubcommands().get(word)))
            .toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private static String qualifiedName(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  /** The known word that differs in a letter or two, or the only one that begins so. */
  static Optional<String> nearest(String word, Collection<String> known) {
    int most = word.length() <= 4 ? 1 : 2;
    Optional<String> near =
        known.stream()
            .filter(one -> distance(word, one) <= most)
            .min(Comparator.comparingInt((String one) -> distance(word, one)));
    if (near.isPresent() || word.length() < TELLING) {
      return near;
    }
    List<String> longer = known.stream().filter(one -> one.startsWith(word)).toList();
    return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
  }

  /** How many letters to insert, remove, replace, or swap with the next (Damerau, Levenshtein). */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int edited = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        cost[i][j] = Math.min(replaced, edited);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
