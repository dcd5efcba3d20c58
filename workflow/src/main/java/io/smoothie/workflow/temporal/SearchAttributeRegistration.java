package io.smoothie.workflow.temporal;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.OrderSearchAttributes;
import io.smoothie.workflow.failure.InnermostCause;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.client.WorkflowClient;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes {@link OrderSearchAttributes} known to the namespace, and tells whether they are. Orders
 * are made without them, too.
 */
public final class SearchAttributeRegistration {
  private static final Logger log = LoggerFactory.getLogger(SearchAttributeRegistration.class);
  private static final int CALL_SECONDS = 5;

  private SearchAttributeRegistration() {}

  /**
   * Registers those that the namespace does not have; any number of workers may do it at once.
   * Where Temporal does not let us, the log says so in one sentence.
   */
  public static void run(TemporalConnection temporal) {
    try {
      register(temporal.client());
    } catch (StatusRuntimeException e) {
      Status.Code code = e.getStatus().getCode();
      // Another worker was faster, or this is the in-memory server, which cannot search.
      if (code != Status.Code.ALREADY_EXISTS && code != Status.Code.UNIMPLEMENTED) {
        log.info(
            "Temporal does not let its search attributes be registered ({}), so orders cannot be"
                + " found by smoothie, robot or failure there; all else works. To register them: {}",
            InnermostCause.inWords(e),
            command(temporal.namespace()));
      }
    }
  }

  /**
   * Whether an order may be placed with them. To be asked before: the in-memory server refuses an
   * order with unknown attributes, and keeps its ID as that of an order without a history. (It does
   * not tell which it knows, so orders on it have none.)
   */
  static boolean isDone(WorkflowClient client) {
    try {
      return known(client).entrySet().containsAll(OrderSearchAttributes.types().entrySet());
    } catch (StatusRuntimeException | CancellationException e) {
      log.debug("Temporal does not tell its search attributes", e);
      return false;
    }
  }

  private static void register(WorkflowClient client) {
    String namespace = client.getOptions().getNamespace();
    Map<String, IndexedValueType> known = known(client);
    Map<String, IndexedValueType> missing = new TreeMap<>(OrderSearchAttributes.types());
    missing.keySet().removeAll(known.keySet());
    OrderSearchAttributes.types()
        .forEach(
            (name, type) -> {
              IndexedValueType theirs = known.getOrDefault(name, type);
              if (theirs != type) {
                log.warn(
                    "The search attribute {} of namespace {} is of another type ({}, not {}), so"
                        + " orders are placed without search attributes",
                    name,
                    namespace,
                    word(theirs),
                    word(type));
              }
            });
    if (!missing.isEmpty()) {
      var unused =
          operator(client)
              .addSearchAttributes(
                  AddSearchAttributesRequest.newBuilder()
                      .setNamespace(namespace)
                      .putAllSearchAttributes(missing)
                      .build());
      log.info("Search attributes registered in namespace {}: {}", namespace, missing.keySet());
    }
  }

  private static Map<String, IndexedValueType> known(WorkflowClient client) {
    return operator(client)
        .listSearchAttributes(
            ListSearchAttributesRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .build())
        .getCustomAttributesMap();
  }

  /** On the client's own connection, with its headers. */
  private static OperatorServiceBlockingStub operator(WorkflowClient client) {
    return OperatorServiceGrpc.newBlockingStub(
            client.getWorkflowServiceStubs().blockingStub().getChannel())
        .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS);
  }

  private static String command(String namespace) {
    return OrderSearchAttributes.types().entrySet().stream()
        .map(ours -> " --name %s --type %s".formatted(ours.getKey(), word(ours.getValue())))
        .collect(
            Collectors.joining(
                "", "temporal operator search-attribute create --namespace " + namespace, ""));
  }

  /** As Temporal's command line writes it. */
  private static String word(IndexedValueType type) {
    return switch (type) {
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_INT -> "Int";
      default -> type.name();
    };
  }
}
