package io.smoothie.cli.follow;

import io.smoothie.cli.config.RunningUp;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.input.WaitTimeoutOption;
import io.smoothie.cli.output.Look;
import io.smoothie.cli.show.History;
import io.smoothie.cli.show.HistoryReader;
import io.smoothie.cli.show.OrderStory;
import io.smoothie.cli.show.OrderTable;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Follows an order until it ends, or for a given time; goes on through an outage of Temporal. */
public final class Follower {
  private static final Duration TICK = Duration.ofMillis(250);

  private final HistoryReader reader;
  private final OrderTable table;
  private final PrintWriter err;
  private final Look look;
  private final boolean endsWithUs;

  /** Follows for a command, whose standard error gets the progress. */
  public Follower(CommandSpec command, HistoryReader reader, OrderTable table) {
    Surroundings surroundings = Surroundings.of(command);
    this.reader = reader;
    this.table = table;
    err = command.commandLine().getErr();
    look = Look.ofErr(surroundings.environment());
    endsWithUs = surroundings.runningUp().filter(RunningUp::isThisProcess).isPresent();
  }

  /**
   * Follows {@code order}.
   *
   * @param atMost how long, or null for as long as it takes (a year at most)
   * @param changed told of every change, also the last, and of what its robot says of its work
   * @return how the order stands then
   */
  public OrderStory follow(OrderId order, @Nullable Duration atMost, Consumer<OrderStory> changed)
      throws InterruptedException {
    History history = reader.read(order);
    long deadline = WaitTimeoutOption.deadline(atMost);
    Progress progress =
        new Progress(
            err, look, story -> table.view(story, Instant.now()).with(reader.pending(story)));
    RobotProgress robot = new RobotProgress(table);
    String said = "";
    OrderStory story = history.story();
    changed.accept(story);
    boolean away = false;
    InterruptNote note = endsWithUs ? InterruptNote.NONE : InterruptNote.about(order, err);
    try (HistoryTail tail = new HistoryTail(reader, order)) {
      progress.show(story, said, Instant.now());
      while (story.ending() == null && deadline - System.nanoTime() > 0) {
        HistoryTail.Batch batch = tail.next(TICK);
        if (batch != null && batch.trouble() instanceof TemporalUnavailableException trouble) {
          if (!away) {
            progress.say("  ... " + trouble.getMessage() + " Still trying.");
          }
          away = true;
        } else if (batch != null && batch.trouble() != null) {
          throw batch.trouble();
        } else if (batch != null) {
          away = false;
          History longer = history.with(batch.events());
          // A batch often repeats known events: the story is told anew only for new ones.
          boolean isNew = longer.events().size() > history.events().size();
          OrderStory next = isNew ? longer.story() : story;
          history = longer;
          if (!next.equals(story)) {
            story = next;
            changed.accept(story);
          }
        }
        String now = robot.of(story, Instant.now());
        if (!now.equals(said) && !now.isEmpty()) {
          changed.accept(story);
        }
        said = now;
        progress.show(story, said, Instant.now());
      }
      return story;
    } finally {
      note.forget();
      progress.close();
    }
  }
}
