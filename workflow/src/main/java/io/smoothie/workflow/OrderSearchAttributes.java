package io.smoothie.workflow;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Temporal can find orders by, in its Web UI and with {@code temporal workflow list}. The
 * smoothie and the priority are set when an order is placed; status, robot and failure type when it
 * ends, so that they cost one event.
 *
 * <p>A namespace must know the attributes: {@code workflow.temporal.SearchAttributeRegistration}.
 * An order that was placed without them ends without them, too: Temporal refuses a workflow task
 * that sets an unknown attribute, again and again. What the order was placed with is in its
 * history, so a replay decides the same.
 */
public final class OrderSearchAttributes {
  /** What was ordered. */
  public static final SearchAttributeKey<String> SMOOTHIE =
      SearchAttributeKey.forKeyword("OrderSmoothie");

  public static final SearchAttributeKey<Long> PRIORITY =
      SearchAttributeKey.forLong("OrderPriority");

  /** How the order ended: one of the three constants below; not set while it is open. */
  public static final SearchAttributeKey<String> STATUS =
      SearchAttributeKey.forKeyword("OrderStatus");

  /** The robot that had the order last; not set when there was none, or while it is open. */
  public static final SearchAttributeKey<String> ROBOT =
      SearchAttributeKey.forKeyword("OrderRobot");

  /** A {@link FailureType}; set only when the order failed. */
  public static final SearchAttributeKey<String> FAILURE_TYPE =
      SearchAttributeKey.forKeyword("OrderFailureType");

  public static final String MADE = "made";
  public static final String FAILED = "failed";
  public static final String CANCELLED = "cancelled";

  private OrderSearchAttributes() {}

  /** The attributes' names with their types, as a namespace must know them. */
  public static Map<String, IndexedValueType> types() {
    Map<String, IndexedValueType> types = new TreeMap<>();
    List.of(SMOOTHIE, PRIORITY, STATUS, ROBOT, FAILURE_TYPE)
        .forEach(key -> types.put(key.getName(), key.getValueType()));
    return types;
  }

  /** What an order is placed with. */
  public static SearchAttributes placed(OrderRequest request) {
    return SearchAttributes.newBuilder()
        .set(SMOOTHIE, request.smoothie())
        .set(PRIORITY, (long) request.priority())
        .build();
  }

  /** Sets, in workflow code, how the order ended, if it was placed with attributes. */
  static void ended(String status, @Nullable RobotName robot, @Nullable String failureType) {
    if (!Workflow.getTypedSearchAttributes().containsKey(SMOOTHIE)) {
      return;
    }
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    updates.add(STATUS.valueSet(status));
    if (robot != null) {
      updates.add(ROBOT.valueSet(robot.value()));
    }
    if (failureType != null) {
      updates.add(FAILURE_TYPE.valueSet(failureType));
    }
    Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
  }
}
