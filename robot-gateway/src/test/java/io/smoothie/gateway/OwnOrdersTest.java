package io.smoothie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableException;
import io.smoothie.activities.wakeup.OwnTemporal;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotFailed;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.Orders.Delivery;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.smoothie.workflow.temporal.TemporalNamespace;
import io.smoothie.workflow.temporal.TemporalSettings;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import io.temporal.api.namespace.v1.NamespaceInfo;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceResponse;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoResponse;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.internal.testservice.GRPCServerHelper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway signals only the orders of the Temporal that its table belongs to. */
final class OwnOrdersTest {
  private static final OrderId ORDER = new OrderId("one");
  private static final RobotName ROBOT = new RobotName("Robot1");

  @TempDir private Path folder;
  private volatile @Nullable String namespaceId;
  private volatile Delivery delivery = Delivery.DELIVERED;
  private final AtomicInteger signals = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // before each test
  private Server server;

  @SuppressWarnings("NullAway.Init") // before each test
  private TemporalConnection temporal;

  @SuppressWarnings("NullAway.Init") // before each test
  private Table table;

  @SuppressWarnings("NullAway.Init") // before each test
  private OwnTemporal own;

  @SuppressWarnings("NullAway.Init") // before each test
  private OwnOrders orders;

  /** Knows its namespace's ID, or is away. */
  private final class Namespaces extends WorkflowServiceGrpc.WorkflowServiceImplBase {
    @Override
    public void getSystemInfo(
        GetSystemInfoRequest request, StreamObserver<GetSystemInfoResponse> observer) {
      observer.onNext(GetSystemInfoResponse.getDefaultInstance());
      observer.onCompleted();
    }

    @Override
    public void describeNamespace(
        DescribeNamespaceRequest request, StreamObserver<DescribeNamespaceResponse> observer) {
      String id = namespaceId;
      if (id == null) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      observer.onNext(
          DescribeNamespaceResponse.newBuilder()
              .setNamespaceInfo(NamespaceInfo.newBuilder().setId(id))
              .build());
      observer.onCompleted();
    }
  }

  private final class Recorded implements OrderSignals {
    @Override
    public Delivery succeeded(OrderId order, RobotSucceeded success) {
      signals.incrementAndGet();
      return delivery;
    }

    @Override
    public Delivery failed(OrderId order, RobotFailed failure) {
      signals.incrementAndGet();
      return delivery;
    }

    @Override
    public Delivery wakeUp(OrderId order, int claim) {
      signals.incrementAndGet();
      return delivery;
    }
  }

  @BeforeEach
  void start() throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    GRPCServerHelper.registerServicesAndHealthChecks(List.of(new Namespaces()), builder);
    server = builder.build().start();
    temporal = TemporalConnection.impatient(TemporalSettings.of("127.0.0.1:" + server.getPort()));
    table = Table.open("jdbc:sqlite:" + folder.resolve("smoothie.db"));
    table.belongTo(new TemporalNamespace("default", "ours", "127.0.0.1:1"));
    own = new OwnTemporal(table, temporal);
    orders = new OwnOrders(new Recorded(), own);
  }

  @AfterEach
  void stop() {
    table.close();
    temporal.close();
    server.shutdownNow();
  }

  @Test
  void while_Temporal_is_away_no_order_is_signalled_and_once_it_answers_each_is() {
    assertFalse(orders.check());
    assertThrows(
        TemporalUnavailableException.class,
        () -> orders.succeeded(ORDER, RobotSucceeded.by(ROBOT)));
    assertEquals(0, signals.get());
    namespaceId = "ours";
    assertEquals(Delivery.DELIVERED, orders.succeeded(ORDER, RobotSucceeded.by(ROBOT)));
    namespaceId = null;
    assertEquals(Delivery.DELIVERED, orders.failed(ORDER, RobotFailed.of(ROBOT, "")), "asked once");
  }

  @Test
  void another_Temporal_is_refused_at_the_start_and_after_it_was_away() throws Exception {
    assertFalse(orders.check());
    namespaceId = "anothers";
    assertThrows(TableException.class, () -> orders.wakeUp(ORDER, 1));
    assertEquals(0, signals.get());
    assertTrue(
        own.anotherAnswers().toCompletableFuture().get(10, TimeUnit.SECONDS).contains("ours"));
    assertThrows(TableException.class, () -> orders.check());
  }

  @Test
  void no_such_order_counts_only_if_no_other_Temporal_has_taken_the_place_of_ours() {
    namespaceId = "ours";
    assertTrue(orders.check());
    delivery = Delivery.NO_SUCH_ORDER;
    assertEquals(Delivery.NO_SUCH_ORDER, orders.succeeded(ORDER, RobotSucceeded.by(ROBOT)));
    namespaceId = "anothers";
    assertThrows(TableException.class, () -> orders.succeeded(ORDER, RobotSucceeded.by(ROBOT)));
  }
}
