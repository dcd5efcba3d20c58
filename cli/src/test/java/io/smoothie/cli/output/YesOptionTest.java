package io.smoothie.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.exit.CommandFailure;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YesOptionTest {
  private final StringWriter err = new StringWriter();

  private void confirm(boolean terminal, String typed) {
    YesOption.confirm(
        "2 orders would be cancelled.",
        terminal,
        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
        new PrintWriter(err));
  }

  @ParameterizedTest
  @ValueSource(strings = {"y\n", "YES\n", " yes \nno\n", "y"})
  void a_yes_at_the_terminal_goes_on(String typed) {
    confirm(true, typed);
    assertEquals("2 orders would be cancelled. Go on? [y/N] ", err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "n\n", "yesterday\n", ""})
  void anything_else_does_nothing(String typed) {
    assertEquals(
        "Nothing is done.",
        assertThrows(CommandFailure.class, () -> confirm(true, typed)).getMessage());
  }

  @Test
  void without_a_terminal_no_question_is_asked_and_nothing_is_done() {
    CommandFailure refused = assertThrows(CommandFailure.class, () -> confirm(false, "y\n"));
    assertTrue(String.valueOf(refused.getMessage()).contains("--yes"), refused.getMessage());
    assertEquals("", err.toString());
  }
}
