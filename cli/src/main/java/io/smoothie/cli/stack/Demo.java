package io.smoothie.cli.stack;

import io.smoothie.activities.table.RobotStatus;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.show.Ending;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.simulator.Behaviour;
import io.smoothie.workflow.Durations;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** Plays the story in {@code demo.txt}, which says how its lines are read. */
final class Demo {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

  private final DemoHouse house;
  private boolean asTold = true;

  Demo(DemoHouse house) {
    this.house = house;
  }

  /** Plays all chapters; answers whether every one ended as told. */
  boolean play() throws InterruptedException {
    for (String line : script()) {
      play(line.replace("{start-to-close}", Durations.format(house.pace().startToClose())));
    }
    return asTold;
  }

  private static List<String> script() {
    try (BufferedReader script =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Demo.class.getResourceAsStream("demo.txt")),
                StandardCharsets.UTF_8))) {
      return script.lines().filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void play(String line) throws InterruptedException {
    List<String> words =
        WORD.matcher(line)
            .results()
            .map(word -> Objects.requireNonNullElse(word.group(1), word.group()))
            .toList();
    List<String> rest = words.subList(1, words.size());
    switch (line.charAt(0)) {
      case '=' -> house.title(line.substring("=== ".length()));
      case '$' -> expect(line, house.smoothie(rest.toArray(String[]::new)) == exitCode(words));
      case '@' -> happens(rest);
      case '?' -> expect(line.substring("? ".length()), isSo(rest));
      default -> house.tell(line);
    }
  }

  private static int exitCode(List<String> words) {
    String code = words.get(0).substring("$".length());
    return code.isEmpty() ? ExitCode.OK : Integer.parseInt(code);
  }

  private void happens(List<String> words) throws InterruptedException {
    if (words.get(0).equals("pause")) {
      Thread.sleep(house.pace().pause().toMillis());
    } else if (words.get(0).equals("robots")) {
      house.addRobots(words.stream().skip(1).map(RobotName::new).toList());
    } else {
      RobotName robot = new RobotName(words.get(0));
      Duration makeTime = house.pace().makeTime();
      switch (words.get(1)) {
        case "makes" -> house.switchOn(robot, Behaviour.making(makeTime));
        case "fails" -> house.switchOn(robot, failing(makeTime.dividedBy(3), words.get(2)));
        case "off" -> house.switchOff(robot);
        default -> throw new IllegalArgumentException(words.get(1));
      }
    }
  }

  private boolean isSo(List<String> words) throws InterruptedException {
    String last = words.get(words.size() - 1);
    return switch (words.get(1)) {
      case "is" -> house.becomes(new RobotName(words.get(0)), RobotStatus.valueOf(last));
      case "takes" -> house.goesFirstTo(new RobotName(words.get(0)), new OrderId(last));
      case "waits" -> house.waiting() == 0;
      default -> isSo(house.story(new OrderId(words.get(1))), words.get(2), last);
    };
  }

  private static boolean isSo(OrderStory story, String verb, String last) {
    Ending ending = story.ending();
    return switch (verb) {
      case "waited" ->
          story.path().stream().anyMatch(visit -> visit.note().startsWith("waited in the queue"));
      case "is" ->
          ending != null
              && ending.result() != null
              && (last.equals("made") || ending.result().robot().value().equals(last));
      case "fails" -> ending != null && last.equals(ending.type());
      case "says" -> ending != null && String.valueOf(ending.message()).contains(last);
      default -> throw new IllegalArgumentException(verb);
    };
  }

  private void expect(String what, boolean so) {
    if (!so) {
      asTold = false;
      house.tell("NOT AS TOLD, expected: " + what);
    }
  }

  private static Behaviour failing(Duration makeTime, String reason) {
    return new Behaviour(
        makeTime, Duration.ZERO, false, false, reason, false, null, null, null, null);
  }
}
