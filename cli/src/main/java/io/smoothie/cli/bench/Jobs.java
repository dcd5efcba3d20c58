package io.smoothie.cli.bench;

import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.Orders;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.util.UUID;

/** The two jobs that are compared. */
final class Jobs {
  private Jobs() {}

  /** Orders, as {@code smoothie order} places them. */
  static final class OfOrders implements Job {
    private final WorkflowClient client;
    private final Orders orders;

    OfOrders(WorkflowClient client) {
      this.client = client;
      this.orders = new Orders(client);
    }

    @Override
    public String place() {
      return orders
          .place(OrderId.random(), OrderRequest.of("Strawberry Smoothie"), BenchPlace.TASK_QUEUE)
          .order()
          .workflowId();
    }

    @Override
    public void await(String id) {
      awaitResult(client, id);
    }
  }

  /** Workflows of the bare engine. */
  static final class OfBareEngine implements Job {
    private final WorkflowClient client;

    OfBareEngine(WorkflowClient client) {
      this.client = client;
    }

    @Override
    public String place() {
      String id = "bare-" + UUID.randomUUID();
      WorkflowOptions options =
          WorkflowOptions.newBuilder()
              .setWorkflowId(id)
              .setTaskQueue(BenchPlace.BARE_TASK_QUEUE)
              .build();
      var unused = client.newUntypedWorkflowStub("BareWorkflow", options).start();
      return id;
    }

    @Override
    public void await(String id) {
      awaitResult(client, id);
    }
  }

  private static void awaitResult(WorkflowClient client, String id) {
    var unused = client.newUntypedWorkflowStub(id).getResult(Object.class);
  }
}
