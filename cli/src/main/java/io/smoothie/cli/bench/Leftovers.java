package io.smoothie.cli.bench;

import io.smoothie.workflow.failure.InnermostCause;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What a run has made, and removes at its end; a killed run's is removed by the next. */
final class Leftovers {
  private final BenchNamespaces namespaces;
  private final BenchPlace place;
  private final Consumer<String> say;

  /**
   * @param place of the run that removes
   * @param say told a sentence for whatever cannot be removed
   */
  Leftovers(BenchNamespaces namespaces, BenchPlace place, Consumer<String> say) {
    this.namespaces = namespaces;
    this.place = place;
    this.say = say;
  }

  /** Removes what killed runs of this machine left, and tells of those of other machines. */
  void ofKilledRuns() {
    Set<String> names = new TreeSet<>(namespaces.list(BenchRun.PREFIX));
    names.addAll(place.tables().list(BenchRun.PREFIX));
    for (String name : names) {
      BenchRun.named(name).ifPresent(this::removeIfOver);
    }
  }

  private void removeIfOver(BenchRun run) {
    if (run.isOver()) {
      say.accept(
          "An earlier bench was killed: removing its namespace, session and table %s."
              .formatted(run.name()));
      remove(run);
    } else if (!run.isHere()) {
      say.accept(
          "A bench of another machine runs, or was killed, as %s. If it was: %s; %s"
              .formatted(run.name(), howToDelete(run), place.tables().howToDrop(run.name())));
    }
  }

  private void remove(BenchRun run) {
    removeTable(run);
    removeSession(run);
    removeNamespace(run);
    removeLogs(run);
  }

  void removeNamespace(BenchRun run) {
    attempt(
        () -> namespaces.delete(run.name()),
        "The namespace %s was not deleted".formatted(run.name()),
        howToDelete(run));
  }

  void removeTable(BenchRun run) {
    attempt(
        () -> place.tables().drop(run.name()),
        "The table %s was not removed".formatted(run.name()),
        place.tables().howToDrop(run.name()));
  }

  void removeLogs(BenchRun run) {
    attempt(
        () -> PartLogs.remove(run),
        "The logs of %s were not removed".formatted(run.name()),
        "they are in the folder for temporary files");
  }

  /** The session that the broker keeps of the run's gateway. */
  void removeSession(BenchRun run) {
    attempt(
        place.of(run)::forgetSession,
        "The broker was not asked to forget the session of %s".formatted(run.name()),
        "it does so in a day");
  }

  private void attempt(Runnable removal, String failed, String remedy) {
    try {
      removal.run();
    } catch (RuntimeException e) {
      say.accept("%s (%s): %s".formatted(failed, InnermostCause.inWords(e), remedy));
    }
  }

  private static String howToDelete(BenchRun run) {
    return "temporal operator namespace delete --namespace " + run.name();
  }
}
