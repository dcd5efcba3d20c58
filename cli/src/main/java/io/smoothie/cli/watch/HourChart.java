package io.smoothie.cli.watch;

import io.smoothie.cli.output.Look;
import io.smoothie.cli.show.Times;
import io.smoothie.cli.snapshot.Snapshot.Minute;
import io.smoothie.workflow.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The last hour in small: in words, and a character for each minute. */
final class HourChart {
  private static final String DRAWN = "▁▂▃▄▅▆▇█";
  private static final String ASCII = ".:-=+*%#";
  private static final int LABEL = 12;

  private final List<Minute> minutes;
  private final String levels;
  private final int columns;

  HourChart(List<Minute> minutes, Look look, int columns) {
    this.minutes = minutes;
    levels = look.colour() ? DRAWN : ASCII;
    this.columns = columns;
  }

  /** To go behind the heading. */
  String words() {
    int made = minutes.stream().mapToInt(Minute::made).sum();
    int failed = minutes.stream().mapToInt(Minute::failed).sum();
    String words = ": %d made, %s failed".formatted(made, Text.counted(failed, "attempt"));
    if (made == 0) {
      return words;
    }
    long total = minutes.stream().mapToLong(minute -> minute.made() * mean(minute)).sum();
    Duration slowest =
        minutes.stream()
            .map(Minute::slowestMakeTime)
            .filter(Objects::nonNull)
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return words
        + "; a make takes %s, the slowest %s"
            .formatted(Times.length(Duration.ofMillis(total / made)), Times.length(slowest));
  }

  /** Two charts, each with the most that there was; none where nothing was made or failed. */
  List<String> rows() {
    List<String> rows = new ArrayList<>();
    if (minutes.stream().anyMatch(minute -> minute.made() > 0)) {
      long most = minutes.stream().mapToLong(Minute::made).max().orElse(0);
      rows.add(chart("a minute", Minute::made) + "  up to " + most);
      long slowest = minutes.stream().mapToLong(HourChart::mean).max().orElse(0);
      rows.add(
          chart("make time", HourChart::mean)
              + "  up to "
              + Times.length(Duration.ofMillis(slowest)));
    }
    return rows;
  }

  private String chart(String label, ToLongFunction<Minute> of) {
    int room = Math.max(1, Math.min(minutes.size(), columns - LABEL - 16));
    List<Minute> shown =
        minutes.subList(minutes.size() - Math.min(room, minutes.size()), minutes.size());
    long most = Math.max(1, minutes.stream().mapToLong(of).max().orElse(1));
    return label
        + " ".repeat(LABEL - label.length())
        + shown.stream()
            .map(minute -> level(of.applyAsLong(minute), most))
            .collect(Collectors.joining());
  }

  private String level(long value, long most) {
    if (value == 0) {
      return " ";
    }
    int level = (int) ((value * levels.length() - 1) / most);
    return levels.substring(level, level + 1);
  }

  private static long mean(Minute minute) {
    Duration mean = minute.meanMakeTime();
    return mean == null ? 0 : mean.toMillis();
  }
}
