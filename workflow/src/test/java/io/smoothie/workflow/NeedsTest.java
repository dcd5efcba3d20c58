package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smoothie.workflow.kitchen.Kitchen;
import io.smoothie.workflow.kitchen.TestOrder;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which robots may take an order. */
class NeedsTest {
  private static final Skills HEAT = Skills.of(List.of("heat"));

  @RegisterExtension private final Kitchen kitchen = Kitchen.with("Robot1");

  @Test
  void skills_are_each_there_once_and_in_one_order() {
    Skills skills = Skills.of(List.of("heat", "blend", "heat"));

    assertEquals(List.of("blend", "heat"), skills.names());
    assertEquals("the skills blend and heat", skills.inWords());
    assertEquals("the skill heat", skills.without(List.of("blend")).inWords());
    assertEquals(skills, Skills.ofText(skills.text()));
    assertEquals(Skills.NONE, Skills.ofText(""));
  }

  @Test
  void names_and_numbers_of_skills_are_bounded() {
    assertThrows(IllegalArgumentException.class, () -> Skills.of(List.of("")));
    assertThrows(IllegalArgumentException.class, () -> Skills.of(List.of("two words")));
    assertThrows(IllegalArgumentException.class, () -> Skills.of(List.of("x".repeat(65))));
    assertThrows(IllegalArgumentException.class, () -> Skills.ofText("a  b"));
    assertEquals(32, Skills.of(numbered(32)).names().size());
    assertThrows(IllegalArgumentException.class, () -> Skills.of(numbered(33)));
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "s" + i).toList();
  }

  @Test
  void an_order_without_needs_is_written_as_it_always_was() throws Exception {
    assertFalse(json(OrderRequest.of("Mango")).contains("needs"));
    assertFalse(json(OrderRequest.of("Mango")).contains("robot"));
    String claim = json(new ClaimRequest(new OrderId("o"), 1, 3, Instant.EPOCH, true));
    assertFalse(claim.contains("robots") || claim.contains("needs"), claim);
  }

  @Test
  void needs_are_read_as_they_are_written() {
    OrderRequest request =
        OrderRequest.of("Mango").withNeeds(new Needs(HEAT, new RobotName("Robot1")));

    assertEquals(request, copy(request, OrderRequest.class));
    assertTrue(json(request).contains("\"needs\":[\"heat\"]"), json(request));
    assertTrue(json(request).contains("\"robot\":\"Robot1\""), json(request));
    ClaimRequest claim =
        new ClaimRequest(new OrderId("o"), 1, 3, Instant.EPOCH, true, null, request.needs());
    assertEquals(claim, copy(claim, ClaimRequest.class));
  }

  private static String json(Object value) {
    return DefaultDataConverter.newDefaultInstance()
        .toPayload(value)
        .orElseThrow()
        .getData()
        .toStringUtf8();
  }

  private static <T> T copy(T value, Class<T> type) {
    DefaultDataConverter converter = DefaultDataConverter.newDefaultInstance();
    return converter.fromPayload(converter.toPayload(value).orElseThrow(), type, type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u00a7',
      value = {
        "{\"needs\":\"heat\"} | \"needs\": not a list of skills' names such as [\"blend\"]",
        "{\"needs\":{}} | \"needs\": not a list of skills' names such as [\"blend\"]",
        "{\"needs\":[\"he at\"]} | \"he at\" is not a skill's name",
        "{\"needs\":[\"heat\",null]} | \"needs\": not a list of skills' names",
        "{\"robot\":\"R 7\"} | \"R 7\" is not a robot's name",
        "{\"robot\":[]} | \"[]\" is not a robot's name",
      })
  void needs_that_cannot_be_taken_fail_the_order_with_what_is_wrong(String input, String words)
      throws Exception {
    TestOrder order = kitchen.order();
    ObjectNode request = (ObjectNode) new ObjectMapper().readTree(input);

    order.start(request.put("smoothie", "Mango"));

    ApplicationFailure failure = order.failure();
    assertEquals(FailureType.INVALID_ORDER, failure.getType());
    assertTrue(failure.getOriginalMessage().contains(words), failure::getOriginalMessage);
    assertEquals(List.of(), order.calls());
  }

  @Test
  void an_order_that_no_robot_can_take_fails_at_GetRobot_and_says_what_is_missing() {
    TestOrder order = kitchen.place(OrderRequest.of("Mango").withNeeds(new Needs(HEAT, null)));

    ApplicationFailure failure = order.failure();

    assertEquals(FailureType.NO_ROBOT_AVAILABLE, failure.getType());
    assertEquals(
        "Order order-1 failed at GetRobot: no robot has the skill heat.",
        failure.getOriginalMessage());
    assertEquals(List.of("GetRobot(1)", "EndOrder"), order.calls());
  }

  @Test
  void an_order_for_one_robot_waits_for_it_beside_a_free_one_and_says_so() {
    kitchen.table().add("Robot2");
    Needs needs = new Needs(Skills.NONE, new RobotName("Robot2"));
    TestOrder first = kitchen.place(OrderRequest.of("Mango").withNeeds(needs)).awaitTimer();

    TestOrder second = kitchen.place(OrderRequest.of("Mango").withNeeds(needs));
    second.awaitTimer();

    assertTrue(
        second.currentDetails().startsWith("**Waiting for Robot2** in the queue"),
        second::currentDetails);
    first.succeeded("Robot2");
    // Waiting for the first's result would skip time, and the second's robot has 10 s only.
    second.awaitCall("TellRobotOrder(Robot2)");
    second.succeeded("Robot2");
    first.made();
    assertEquals("Robot2", second.made().robot().value());
  }
}
