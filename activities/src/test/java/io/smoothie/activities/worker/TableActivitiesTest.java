package io.smoothie.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.job.JobSchema;
import io.smoothie.activities.table.PriorityStep;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.workflow.ClaimOutcome;
import io.smoothie.workflow.ClaimRequest;
import io.smoothie.workflow.ClaimResult;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableActivitiesTest {
  private static final ClaimRequest CLAIM =
      new ClaimRequest(new OrderId("apple"), 1, 3, Instant.EPOCH.plusMillis(1), true);

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final Path folder;
  private final Table table;
  private final Connection other;
  private final Statement statement;

  TableActivitiesTest(@TempDir Path folder) throws SQLException {
    this.folder = folder;
    String url = "jdbc:sqlite:" + folder.resolve("smoothie.db");
    table = Table.open(url);
    other = DriverManager.getConnection(url);
    statement = other.createStatement();
  }

  @AfterEach
  void close() throws SQLException {
    temporal.close();
    other.close();
    table.close();
  }

  @Test
  void an_activity_gives_up_on_a_locked_table_before_temporal_gives_up_on_the_activity()
      throws Exception {
    statement.execute("BEGIN IMMEDIATE");
    OrderActivities activities = activities(TableActivities.SPARE.plusMillis(50));

    assertTrue(refusal(activities).matches(".*(locked for longer|is too slow).*"));
    statement.execute("ROLLBACK");
    assertEquals(ClaimOutcome.NO_ROBOTS, activities.getRobot(CLAIM).outcome());
  }

  @Test
  void what_an_activity_may_wait_is_its_start_to_close_less_something_to_spare() {
    assertTrue(
        refusal(activities(TableActivities.SPARE)).contains("has left this waiting for 0 s"));
  }

  @Test
  void an_order_that_begins_is_judged_by_the_job_schema_and_one_that_has_begun_is_not()
      throws Exception {
    Path file = Files.writeString(folder.resolve("jobs.json"), "{\"required\":[\"paper\"]}");
    OrderActivities activities = activities(Duration.ofSeconds(20), JobSchema.read(file));
    ClaimRequest plum =
        new ClaimRequest(
            new OrderId("plum"), 1, 3, CLAIM.started(), true, JobData.parse("{\"paper\":7}"), null);
    table.robots().add(List.of(new RobotName("Robot1")));

    assertEquals(
        ClaimResult.invalid("its params: required property 'paper' not found"),
        activities.getRobot(CLAIM));
    assertEquals(ClaimOutcome.CLAIMED, activities.getRobot(plum).outcome());
    table.claims().claim(CLAIM);
    assertEquals(
        ClaimOutcome.QUEUED, activities.getRobot(CLAIM).outcome(), "it has its place already");
  }

  private OrderActivities activities(Duration startToClose) {
    return activities(startToClose, /* jobSchema= */ null);
  }

  private OrderActivities activities(Duration startToClose, @Nullable JobSchema jobSchema) {
    temporal.registerActivitiesImplementations(
        new TableActivities(table, new RecordingPublisher(), jobSchema, PriorityStep.DEFAULT));
    return temporal.newActivityStub(
        OrderActivities.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(startToClose).build());
  }

  private static String refusal(OrderActivities activities) {
    ActivityFailure failed = assertThrows(ActivityFailure.class, () -> activities.getRobot(CLAIM));
    ApplicationFailure why = assertInstanceOf(ApplicationFailure.class, failed.getCause());
    assertEquals(TableException.class.getName(), why.getType());
    return why.getOriginalMessage();
  }
}
