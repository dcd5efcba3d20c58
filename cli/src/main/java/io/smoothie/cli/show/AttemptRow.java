package io.smoothie.cli.show;

import io.smoothie.activities.table.Attempt;
import io.smoothie.workflow.AttemptOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the attempts as they are shown. Consecutive attempts of one robot that were not sent
 * share a row, since an order claims again and again while its broker is away.
 *
 * @param attempt the row's last attempt
 * @param claims the number of its claim, or the numbers of the first and the last claim
 * @param started when the row's first attempt began
 */
record AttemptRow(Attempt attempt, String claims, Instant started) {

  static List<AttemptRow> of(List<Attempt> attempts) {
    List<AttemptRow> rows = new ArrayList<>();
    for (Attempt attempt : attempts) {
      AttemptRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
      if (last != null && last.goesOnWith(attempt)) {
        String first = last.claims.split("-", 2)[0];
        rows.set(
            rows.size() - 1, new AttemptRow(attempt, first + "-" + attempt.claim(), last.started));
      } else {
        rows.add(new AttemptRow(attempt, String.valueOf(attempt.claim()), attempt.started()));
      }
    }
    return rows;
  }

  private boolean goesOnWith(Attempt next) {
    return attempt.outcome() == AttemptOutcome.NOT_SENT
        && next.outcome() == AttemptOutcome.NOT_SENT
        && attempt.robot().equals(next.robot());
  }
}
