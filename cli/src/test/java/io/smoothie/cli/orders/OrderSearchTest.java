package io.smoothie.cli.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.smoothie.cli.show.OrderStatus;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceImplBase;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often Temporal is asked for a list, and that its newest orders are found all the same. */
class OrderSearchTest {
  /** As real servers list: those that run, by start; then those that are over, by close. */
  private static final Comparator<WorkflowExecutionInfo> AS_SERVERS_LIST =
      Comparator.comparing((WorkflowExecutionInfo info) -> !OrderSearch.runs(info))
          .thenComparing(info -> -closed(info))
          .thenComparing(info -> -Timestamps.toMillis(info.getStartTime()));

  private final List<WorkflowExecutionInfo> executions = new ArrayList<>();
  private final List<String> queries = new CopyOnWriteArrayList<>();
  private boolean attributesKnown = true;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Server server;

  @SuppressWarnings("NullAway.Init") // likewise
  private TemporalConnection temporal;

  /** Understands of a query only what tells those that run from those that are over. */
  private final class FakeTemporal extends WorkflowServiceImplBase {
    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> answer) {
      answer.onNext(GetSystemInfoResponse.getDefaultInstance());
      answer.onCompleted();
    }

    @Override
    public void listWorkflowExecutions(
        ListWorkflowExecutionsRequest request,
        StreamObserver<ListWorkflowExecutionsResponse> answer) {
      String query = request.getQuery();
      queries.add(query);
      if (!attributesKnown && query.contains("OrderRobot")) {
        answer.onError(Status.INVALID_ARGUMENT.withDescription("no such attribute").asException());
        return;
      }
      List<WorkflowExecutionInfo> all =
          executions.stream()
              .filter(info -> !query.contains("!= 'Running'") || !OrderSearch.runs(info))
              .toList();
      int from =
          request.getNextPageToken().isEmpty()
              ? 0
              : Integer.parseInt(request.getNextPageToken().toStringUtf8());
      int to = Math.min(all.size(), from + request.getPageSize());
      ListWorkflowExecutionsResponse.Builder page =
          ListWorkflowExecutionsResponse.newBuilder().addAllExecutions(all.subList(from, to));
      if (to < all.size()) {
        page.setNextPageToken(ByteString.copyFromUtf8(String.valueOf(to)));
      }
      answer.onNext(page.build());
      answer.onCompleted();
    }
  }

  @BeforeEach
  void open() throws Exception {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new FakeTemporal())
            .build()
            .start();
    temporal =
        TemporalConnection.lazy(
            new TemporalSettings("127.0.0.1:" + server.getPort(), "default", null));
  }

  @AfterEach
  void close() {
    temporal.close();
    server.shutdownNow();
  }

  @Test
  void the_newest_of_ten_thousand_orders_take_one_call() {
    for (int second = 0; second < 10_000; second++) {
      over(second, second + 3);
    }
    running(9_000);
    executions.sort(AS_SERVERS_LIST);

    assertEquals(List.of("o9999", "o9998", "o9997"), newest(OrderFilter.NONE, 3));
    assertEquals(1, queries.size(), queries::toString);
  }

  @Test
  void an_order_that_ended_late_stands_where_it_was_placed() {
    over(1, 5_000);
    for (int second = 2; second < 1_000; second++) {
      over(second, second + 1);
    }
    running(500);
    executions.sort(AS_SERVERS_LIST);

    List<String> all = newest(OrderFilter.NONE, 1_000);
    assertEquals("o999", all.get(0));
    assertEquals("o1", all.get(all.size() - 1));
    assertTrue(all.contains("o500"));
  }

  @Test
  void orders_that_are_over_are_found_behind_many_that_run_by_a_second_call() {
    for (int second = 0; second < 2_000; second++) {
      running(second);
    }
    over(1_999, 2_000);
    over(1_998, 2_001);
    executions.sort(AS_SERVERS_LIST);

    List<String> newest = newest(OrderFilter.NONE, 4);
    assertEquals(Set.of("o1999", "o1998"), Set.copyOf(newest));
    assertEquals(4, newest.size(), "two of each second");
    assertEquals(2, queries.size(), queries::toString);
  }

  @Test
  void a_server_with_another_sequence_is_read_to_its_end() {
    for (int second = 0; second < 500; second++) {
      over(second, second + 1);
    }
    assertEquals(List.of("o499", "o498"), newest(OrderFilter.NONE, 2));
    assertTrue(queries.size() > 1, queries::toString);
  }

  @Test
  void a_namespace_without_our_attributes_is_asked_again_without_them() {
    attributesKnown = false;
    over(1, 2);
    OrderFilter robots = new OrderFilter(Set.of(), new RobotName("R"), null, null, null, null);

    assertEquals(List.of("o1"), newest(robots, 1), "the filter itself decides then");
    assertEquals(2, queries.size());
    assertTrue(queries.get(0).contains("OrderRobot = 'R'"));
    assertFalse(queries.get(1).contains("OrderRobot"));
  }

  @Test
  void a_filter_that_contradicts_itself_asks_nothing() {
    OrderFilter none =
        new OrderFilter(Set.of(OrderStatus.MADE), null, null, null, null, "RobotTimedOut");
    assertEquals(List.of(), newest(none, 5));
    assertEquals(List.of(), queries);
  }

  private List<String> newest(OrderFilter filter, int most) {
    List<String> found = new ArrayList<>();
    new OrderSearch(temporal)
        .newest(
            filter,
            Whereabouts.UNKNOWN,
            most,
            info -> {
              found.add(info.getExecution().getWorkflowId().replace("smoothie-", ""));
              return found.size() == most;
            });
    return found;
  }

  private void running(int second) {
    executions.add(
        execution(second, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING).build());
  }

  private void over(int second, int closed) {
    executions.add(
        execution(second, WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED)
            .setCloseTime(Timestamps.fromSeconds(closed))
            .build());
  }

  private WorkflowExecutionInfo.Builder execution(int second, WorkflowExecutionStatus status) {
    WorkflowExecutionInfo.Builder info = WorkflowExecutionInfo.newBuilder();
    info.getExecutionBuilder()
        .setWorkflowId("smoothie-o" + second)
        .setRunId("run-" + executions.size());
    info.getTypeBuilder().setName("SmoothieOrderWorkflow");
    return info.setStatus(status).setStartTime(Timestamps.fromSeconds(second));
  }

  private static long closed(WorkflowExecutionInfo info) {
    return OrderSearch.runs(info) ? 0 : Timestamps.toMillis(info.getCloseTime());
  }
}
