package io.smoothie.workflow.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
  private static final String VALID = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void a_traceparent_is_taken_as_it_is() {
    TraceParent parsed = TraceParent.parse(VALID).orElseThrow();

    assertEquals(VALID, parsed.value());
    assertEquals("0af7651916cd43dd8448eb211c80319c", parsed.traceId());
    assertEquals("b7ad6b7169203331", parsed.spanId());
    assertEquals(Optional.of(parsed), Tracing.named(Tracing.remote(parsed)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "x",
        " " + VALID,
        VALID + "\n",
        VALID + "-what-comes-later",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b716920333é-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1"
      })
  void what_is_no_traceparent_of_version_00_is_none(@Nullable String text) {
    assertEquals(Optional.empty(), TraceParent.parse(text));
    if (text != null) {
      assertThrows(IllegalArgumentException.class, () -> new TraceParent(text));
    }
  }

  @Test
  void a_long_one_is_none() {
    assertEquals(Optional.empty(), TraceParent.parse(VALID.repeat(100_000)));
  }

  @Test
  void a_header_carries_it_in_the_form_of_Temporals_own_interceptors() {
    Header header = Header.empty();
    TraceHeader.write(header, new TraceParent(VALID));

    assertEquals(
        "{\"traceparent\":\"" + VALID + "\"}",
        header
            .getValues()
            .getOrDefault("_tracer-data", Payload.getDefaultInstance())
            .getData()
            .toStringUtf8());
    assertEquals(Optional.of(new TraceParent(VALID)), TraceHeader.read(header));
  }

  @Test
  void a_header_that_cannot_be_read_is_none() {
    List<Payload> payloads =
        Arrays.asList(
            json("null"),
            json("[1]"),
            json("{\"traceparent\":1}"),
            json("{\"traceparent\":\"x\"}"),
            json("{"),
            json("[".repeat(5_000)),
            Payload.getDefaultInstance(),
            Payload.newBuilder().setData(ByteString.copyFrom(new byte[] {-1, 0})).build());
    for (Payload payload : payloads) {
      Header header = new Header(new HashMap<>(Map.of("_tracer-data", payload)));
      assertEquals(Optional.empty(), TraceHeader.read(header), payload::toString);
    }
    assertEquals(Optional.empty(), TraceHeader.read(Header.empty()));
  }

  private static Payload json(String text) {
    return DefaultDataConverter.STANDARD_INSTANCE.toPayload("").orElseThrow().toBuilder()
        .setData(ByteString.copyFromUtf8(text))
        .build();
  }
}
