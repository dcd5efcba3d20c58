package io.smoothie.workflow.trace;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.Map;
import java.util.Optional;

/**
 * The trace in the header of one of Temporal's calls, which the history keeps. Its form is that of
 * the tracing interceptors of Temporal's own SDKs, so that a program in another language can place
 * orders with a trace.
 */
final class TraceHeader {
  private static final String KEY = "_tracer-data";

  private TraceHeader() {}

  static void write(Header header, TraceParent trace) {
    DefaultDataConverter.STANDARD_INSTANCE
        .toPayload(Map.of(TraceParent.NAME, trace.value()))
        .ifPresent(payload -> header.getValues().put(KEY, payload));
  }

  /** Empty also where it cannot be read: any client can write a header. */
  static Optional<TraceParent> read(Header header) {
    Payload payload = header.getValues().get(KEY);
    if (payload == null) {
      return Optional.empty();
    }
    try {
      Map<?, ?> data =
          DefaultDataConverter.STANDARD_INSTANCE.fromPayload(payload, Map.class, Map.class);
      return data != null && data.get(TraceParent.NAME) instanceof String text
          ? TraceParent.parse(text)
          : Optional.empty();
    } catch (DataConverterException e) {
      return Optional.empty();
    }
  }
}
