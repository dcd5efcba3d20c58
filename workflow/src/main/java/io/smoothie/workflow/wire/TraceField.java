package io.smoothie.workflow.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.trace.TraceParent;
import java.util.Optional;

/**
 * The optional field {@code traceparent} of messages both ways, for robots that speak MQTT 3.1.1
 * and so have no user properties.
 */
final class TraceField {
  private TraceField() {}

  /** Adds it to {@code json}, where there is a trace. */
  static ObjectNode put(Optional<TraceParent> trace, ObjectNode json) {
    trace.ifPresent(parent -> json.put(TraceParent.NAME, parent.value()));
    return json;
  }

  static Optional<TraceParent> read(ObjectNode json) {
    return TraceParent.parse(json.path(TraceParent.NAME).textValue());
  }
}
