package io.smoothie.workflow.temporal;

import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListClosedWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.util.List;

/**
 * The executions of the in-memory server, which refuses the newer list calls as unimplemented, and
 * answers each of the older ones in one page. Throws gRPC's exception when it cannot be asked.
 */
public final class InMemoryList {
  private final WorkflowServiceBlockingStub server;
  private final String namespace;

  public InMemoryList(WorkflowClient client) {
    this.server = client.getWorkflowServiceStubs().blockingStub();
    this.namespace = client.getOptions().getNamespace();
  }

  /** Those that run, in no order. */
  public List<WorkflowExecutionInfo> open() {
    return server
        .listOpenWorkflowExecutions(
            ListOpenWorkflowExecutionsRequest.newBuilder().setNamespace(namespace).build())
        .getExecutionsList();
  }

  /** Those that are over, in no order. */
  public List<WorkflowExecutionInfo> closed() {
    return server
        .listClosedWorkflowExecutions(
            ListClosedWorkflowExecutionsRequest.newBuilder().setNamespace(namespace).build())
        .getExecutionsList();
  }
}
