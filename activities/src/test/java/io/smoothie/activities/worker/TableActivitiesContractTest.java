package io.smoothie.activities.worker;

import io.smoothie.activities.table.PriorityStep;
import io.smoothie.activities.table.Table;
import io.smoothie.workflow.OrderActivities;
import io.smoothie.workflow.RobotActivities;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import io.smoothie.workflow.kitchen.OrderActivitiesContract;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** Orders can rely on the activities of the real table, as they do on those of the fake one. */
final class TableActivitiesContractTest extends OrderActivitiesContract {
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final RecordingPublisher publisher = new RecordingPublisher();
  private final Table table;

  TableActivitiesContractTest(@TempDir Path folder) {
    table = Table.open("jdbc:sqlite:" + folder.resolve("smoothie.db"));
    temporal.registerActivitiesImplementations(
        new TableActivities(table, publisher, /* jobSchema= */ null, PriorityStep.DEFAULT));
  }

  @AfterEach
  void close() {
    temporal.close();
    table.close();
  }

  @Override
  protected OrderActivities activities() {
    table.gateways().listening("gateway", true);
    return temporal.newActivityStub(
        OrderActivities.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());
  }

  @Override
  protected RobotActivities robotActivities() {
    return temporal.newActivityStub(
        RobotActivities.class,
        ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());
  }

  @Override
  protected void add(RobotName robot, Skills skills) {
    table.robots().add(List.of(robot), skills);
  }
}
