package io.smoothie.cli.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A compose file, as far as it is about our own processes.
 *
 * @param text the whole file
 */
public record Compose(String text) {
  /** docker-compose.yml. */
  public static Compose ofOneMachine() {
    return of("docker-compose.yml");
  }

  static Compose of(String file) {
    try {
      return new Compose(Files.readString(Path.of("..", file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What each service of our image is told to run, in the file's order. */
  public List<List<String>> commands() {
    return Pattern.compile("(?m)^    command: \\[(.*)]$")
        .matcher(text)
        .results()
        .map((MatchResult found) -> words(found.group(1)))
        .toList();
  }

  /** What one service of our image is told to run. */
  public List<String> command(String service) {
    return words(one("    command: \\[(.*)]$", service(service)));
  }

  /** The ports that a service's health check wants a connection to. */
  public List<Integer> healthPorts(String service) {
    String healthcheck = one("    healthcheck:(?: (.*))?$", service(service));
    String block =
        healthcheck.startsWith("*")
            ? text.substring(text.indexOf("healthcheck: &" + healthcheck.substring(1)))
            : service(service);
    List<String> test = words(one("      test: \\[(.*)]$", block));
    if (!test.subList(0, 2).equals(List.of("CMD", "/app/healthy"))) {
      throw new AssertionError(service + " is checked with " + test);
    }
    return test.subList(2, test.size()).stream().map(Integer::valueOf).toList();
  }

  /** The services' names, in the file's order. */
  public List<String> services() {
    String block = one("(?s)^services:\\n(.*?)(?=^\\w|\\z)", text);
    return Pattern.compile("(?m)^  ([\\w-]+):$")
        .matcher(block)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  /** What the file says of one service, without its first line. */
  public String service(String name) {
    return one("(?s)^  %s:\\n(.*?)(?=^(?:  )?\\w|\\z)".formatted(name), text);
  }

  /** What services have in common under this name, {@code x-<name>: &<name>}. */
  String extension(String name) {
    return one("(?s)^x-%1$s: &%1$s\\n(.*?)(?=^\\w|\\z)".formatted(name), text);
  }

  private static String one(String pattern, String text) {
    Matcher matcher = Pattern.compile("(?m)" + pattern).matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in\n" + text);
    }
    String group = matcher.group(1);
    return group == null ? "" : group;
  }

  private static List<String> words(String list) {
    return Stream.of(list.split(",", -1)).map(word -> word.strip().replace("\"", "")).toList();
  }
}
