package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What can be ordered. Every input that a client can start a workflow with is in {@link InputTest}.
 */
class OrderRequestTest {
  private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;
  private static final OrderRequest MANGO = OrderRequest.of("Mango");

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  @Test
  void the_defaults_are_the_documented_ones() {
    assertEquals(Duration.ofSeconds(10), MANGO.startToClose());
    assertEquals(Duration.ofMinutes(15), MANGO.limit());
    assertEquals(days(4), MANGO.queueTimeout());
    assertEquals(3, MANGO.priority());
    assertEquals(3, MANGO.attempts());
    assertEquals(Optional.empty(), MANGO.problem());
    assertTrue(MANGO.queues());
  }

  @Test
  void the_input_that_temporal_keeps_is_the_order_and_can_be_read_by_people() throws Exception {
    OrderRequest request =
        new OrderRequest(
            "Açaí \"🍓\"",
            Duration.ofMillis(1500),
            days(2),
            Duration.ZERO,
            1,
            100,
            null,
            null,
            Needs.NONE,
            null,
            null);

    Payload payload = CONVERTER.toPayload(request).orElseThrow();

    assertEquals(
        new ObjectMapper()
            .readTree(
                """
                {"smoothie": "Açaí \\"🍓\\"", "start_to_close": "PT1.5S", "limit": "PT48H",
                 "queue_timeout": "PT0S", "priority": 1, "attempts": 100}"""),
        new ObjectMapper().readTree(payload.getData().toStringUtf8()));
    assertEquals(request, CONVERTER.fromPayload(payload, OrderRequest.class, OrderRequest.class));
  }

  @Test
  void when_it_is_due_is_kept_as_a_time_of_day_in_utc() throws Exception {
    OrderRequest request = MANGO.withDue(Instant.parse("2026-12-01T07:00:00Z"));

    Payload payload = CONVERTER.toPayload(request).orElseThrow();

    assertEquals(
        "2026-12-01T07:00:00Z",
        new ObjectMapper().readTree(payload.getData().toStringUtf8()).path("due").asText());
    assertEquals(request, CONVERTER.fromPayload(payload, OrderRequest.class, OrderRequest.class));
    assertEquals(
        Optional.of(
            "it is due at 2026-12-01T07:00:00Z; an order can be placed up to 366d before it is due"),
        request.problemOfDue(Instant.parse("2025-11-30T06:59:59Z")));
    assertEquals(Optional.empty(), request.problemOfDue(Instant.parse("2025-11-30T07:00:00Z")));
  }

  static Stream<OrderRequest> a_request_within_the_bounds_is_accepted() {
    return Stream.of(
        OrderRequest.of("🍓".repeat(128)),
        MANGO.withStartToClose(Duration.ofSeconds(1)).withLimit(Duration.ofSeconds(1)),
        MANGO.withStartToClose(days(1)).withLimit(days(7)),
        MANGO.withQueueTimeout(Duration.ZERO),
        MANGO.withQueueTimeout(days(365)),
        MANGO.withPriority(1),
        MANGO.withPriority(5),
        MANGO.withAttempts(1),
        MANGO.withAttempts(100),
        MANGO.withHeartbeat(Duration.ofSeconds(1)),
        MANGO.withHeartbeat(days(1)));
  }

  @ParameterizedTest
  @MethodSource
  void a_request_within_the_bounds_is_accepted(OrderRequest request) {
    assertEquals(Optional.empty(), request.problem());
  }

  static Stream<Object[]> a_request_outside_the_bounds_is_refused() {
    Duration absurd = Duration.ofSeconds(Long.MAX_VALUE);
    return Stream.of(
        refusal(MANGO.withSmoothie(""), "the smoothie's name is empty"),
        refusal(MANGO.withSmoothie(" \u2003 "), "the smoothie's name is empty"),
        refusal(MANGO.withSmoothie("\u200d \u200c"), "the smoothie's name is empty"),
        refusal(
            MANGO.withSmoothie("🍓".repeat(129)),
            "the smoothie's name is 129 characters long; at most 128 are taken"),
        refusal(
            MANGO.withSmoothie("a\u202eb"),
            "the smoothie's name has control, bidirectional or other invisible characters"),
        refusal(
            MANGO.withSmoothie("a\nb"),
            "the smoothie's name has control, bidirectional or other invisible characters"),
        refusal(
            MANGO.withStartToClose(Duration.ZERO),
            "the start-to-close timeout is 0s; it goes from 1s to 1d"),
        refusal(
            MANGO.withStartToClose(Duration.ofSeconds(-5)),
            "the start-to-close timeout is -5s; it goes from 1s to 1d"),
        refusal(
            MANGO.withStartToClose(days(1).plusMillis(1)).withLimit(days(7)),
            "the start-to-close timeout is 1d1ms; it goes from 1s to 1d"),
        refusal(MANGO.withLimit(days(8)), "the limit is 8d; it goes from 1s to 7d"),
        refusal(MANGO.withLimit(Duration.ZERO), "the limit is 0s; it goes from 1s to 7d"),
        refusal(
            MANGO.withStartToClose(Duration.ofMinutes(1)).withLimit(Duration.ofSeconds(59)),
            "the start-to-close timeout (1m) is beyond the limit (59s)"),
        refusal(
            MANGO.withQueueTimeout(days(366)),
            "the queue timeout is 366d; it goes from 0s to 365d"),
        refusal(
            MANGO.withQueueTimeout(Duration.ofMillis(-1)),
            "the queue timeout is -1ms; it goes from 0s to 365d"),
        refusal(
            MANGO.withQueueTimeout(absurd),
            "the queue timeout is 106751991167300d15h30m7s; it goes from 0s to 365d"),
        refusal(MANGO.withPriority(0), "the priority is 0; it goes from 1 to 5"),
        refusal(MANGO.withPriority(6), "the priority is 6; it goes from 1 to 5"),
        refusal(MANGO.withAttempts(0), "the number of attempts is 0; it goes from 1 to 100"),
        refusal(MANGO.withAttempts(1000), "the number of attempts is 1000; it goes from 1 to 100"),
        refusal(
            MANGO.withHeartbeat(Duration.ofMillis(999)),
            "the heartbeat is 999ms; it goes from 1s to 1d"),
        refusal(
            MANGO.withHeartbeat(days(1).plusMillis(1)),
            "the heartbeat is 1d1ms; it goes from 1s to 1d"));
  }

  private static Object[] refusal(OrderRequest request, String problem) {
    return new Object[] {request, problem};
  }

  @ParameterizedTest
  @MethodSource
  void a_request_outside_the_bounds_is_refused(OrderRequest request, String problem) {
    assertEquals(Optional.of(problem), request.problem());
  }

  @Test
  void a_problem_is_said_in_the_same_words_whatever_the_locale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

      assertEquals(
          Optional.of("the priority is 6; it goes from 1 to 5"),
          OrderRequest.of("Mango").withPriority(6).problem());
    } finally {
      Locale.setDefault(before);
    }
  }
}
