package io.smoothie.activities.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smoothie.workflow.OrderRequest;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.UncheckedIOException;

/** A request as text: the JSON that Temporal has of it, and that any client could place. */
final class RequestText {
  private static final ObjectMapper MAPPER = JacksonJsonPayloadConverter.newDefaultObjectMapper();

  private RequestText() {}

  static String write(OrderRequest request) {
    try {
      return MAPPER.writeValueAsString(request);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException when it is no JSON
   */
  static OrderRequest read(String text) {
    try {
      return MAPPER.readValue(text, OrderRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
