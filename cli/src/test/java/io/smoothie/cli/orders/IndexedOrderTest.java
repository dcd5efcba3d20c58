package io.smoothie.cli.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.Timestamp;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.FailureType;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which orders are listed without a look at their histories, and as what. */
class IndexedOrderTest {
  private static final OrderId ORDER = new OrderId("table-7");
  private static final RobotName ROBOT1 = new RobotName("Robot1");
  private final WorkflowExecutionInfo.Builder info =
      WorkflowExecutionInfo.newBuilder().setStartTime(Timestamp.newBuilder().setSeconds(100));

  private IndexedOrderTest with(String name, Object value) {
    info.getSearchAttributesBuilder()
        .putIndexedFields(
            name, DefaultDataConverter.STANDARD_INSTANCE.toPayload(value).orElseThrow());
    return this;
  }

  private IndexedOrderTest closed(String status) {
    info.setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED)
        .setCloseTime(Timestamp.newBuilder().setSeconds(110));
    return with("OrderSmoothie", "Green\u202e").with("OrderStatus", status);
  }

  private IndexedOrderTest running() {
    info.setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    return with("OrderSmoothie", "Green");
  }

  private @Nullable Listed listed(Whereabouts whereabouts, boolean messages) {
    return new IndexedOrder(ORDER, info.build()).listed(whereabouts, messages);
  }

  private Listed listed() {
    return Objects.requireNonNull(listed(Whereabouts.UNKNOWN, false));
  }

  @Test
  void a_made_order_is_all_in_the_list() {
    Listed made = closed("made").with("OrderRobot", "Robot1").listed();

    assertEquals(OrderStatus.MADE, made.status());
    assertEquals(ROBOT1, made.robot());
    assertEquals(-1, made.smoothie().indexOf('\u202e'), "it is fit for one line");
    assertEquals(Instant.ofEpochSecond(100), made.started());
    assertEquals(Instant.ofEpochSecond(110), made.ended());
    assertNull(made.failure());
  }

  @Test
  void the_history_is_read_for_the_message_of_a_failure_only_where_it_is_shown() {
    closed("failed").with("OrderFailureType", FailureType.ROBOT_TIMED_OUT);

    assertEquals(FailureType.ROBOT_TIMED_OUT, Objects.requireNonNull(listed().failure()).type());
    assertNull(listed(Whereabouts.UNKNOWN, true));
  }

  @Test
  void the_reason_of_a_refusal_is_always_shown() {
    closed("failed").with("OrderFailureType", FailureType.INVALID_ORDER);

    assertNull(listed(Whereabouts.UNKNOWN, false));
  }

  @Test
  void a_running_order_is_where_the_table_has_it() {
    running();

    Listed working = listed(new Whereabouts(Map.of(ORDER, ROBOT1), Set.of()), true);
    assertNotNull(working);
    assertEquals(OrderStatus.WORKING, working.status());
    assertEquals(ROBOT1, working.robot());
    Listed waiting = listed(new Whereabouts(Map.of(), Set.of(ORDER)), true);
    assertNotNull(waiting);
    assertEquals(OrderStatus.WAITING, waiting.status());
    assertNull(listed(Whereabouts.UNKNOWN, true), "the table does not have it");
  }

  @Test
  void an_order_that_is_not_due_yet_is_scheduled_unless_the_table_has_it() {
    running();
    Instant due = Instant.now().plusSeconds(60);
    info.setExecutionTime(
        Timestamp.newBuilder().setSeconds(due.getEpochSecond()).setNanos(999_000_000));

    assertEquals(OrderStatus.SCHEDULED, listed().status());
    assertEquals(due.truncatedTo(ChronoUnit.SECONDS), listed().due());
    Listed working = listed(new Whereabouts(Map.of(ORDER, ROBOT1), Set.of()), true);
    assertEquals(OrderStatus.WORKING, Objects.requireNonNull(working).status());

    info.setStartTime(info.getExecutionTime());
    assertNull(listed(Whereabouts.UNKNOWN, false), "the server's clock is ahead of ours");
  }

  @Test
  void the_history_is_read_when_the_list_does_not_tell() {
    assertNull(listed(Whereabouts.UNKNOWN, false), "placed without search attributes");
    assertNull(closed("eaten").listed(Whereabouts.UNKNOWN, false), "no status of ours");
    assertNull(with("OrderStatus", 7).listed(Whereabouts.UNKNOWN, false), "of another type");
  }

  @Test
  void a_robot_with_a_name_that_no_robot_has_is_none() {
    assertNull(closed("made").with("OrderRobot", "a/b").listed().robot());
  }
}
