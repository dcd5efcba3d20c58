package io.smoothie.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  @Test
  void one_line_has_no_line_breaks_tabs_or_double_spaces() {
    assertEquals("a b c d", Text.forOneLine("  a\r\n b\t\tc \u2028 d\n", 100));
  }

  @Test
  void characters_that_cannot_be_shown_are_left_out() {
    assertEquals("[31mred", Text.forOneLine("\u001b[31mred\u0000\u007f\u0085", 100));
    assertEquals("evil.exe", Text.forOneLine("\u202eevil\u2066.exe\u2069\ufeff\u200b", 100));
    assertEquals("ab", Text.forOneLine("a\ud83d" + "b\udc00", 100));
    assertEquals("", Text.forOneLine("\ue000\uffff", 100));
  }

  @Test
  void long_text_is_cut_between_code_points() {
    assertEquals("🍓🍓🍓", Text.forOneLine("🍓🍓🍓", 3));
    assertEquals("🍓🍓…", Text.forOneLine("🍓🍓🍓🍓", 3));
    assertEquals("", Text.forOneLine("", 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Strawberry Smoothie",
        "Açaí",
        "草莓冰沙",
        "🍓",
        "می\u200cخوام",
        "\ud83d\udc69\u200d\ud83c\udf73",
        "a'b\"c",
        "\ud83e\udee0", // U+1FAE0, in Unicode since 14: JDK 17 does not know it
        "\u0378", // not assigned
        "<b>"
      })
  void ordinary_names_are_fit(String name) {
    assertTrue(Text.isFit(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\tb",
        "a\u0000",
        "\u202eb",
        "\u2066b",
        "\u200fb",
        "\u061cb",
        "a\u2028",
        "\ufeff",
        "a\ud800",
        "\ue000",
        "\uffff",
        "\ufdd0",
        "\udb40\udc41",
        "\udbff\udffe"
      })
  void names_with_characters_that_cannot_be_shown_are_not_fit(String name) {
    assertFalse(Text.isFit(name));
  }

  /** Counted once: a table that came from the JDK would count otherwise on another JDK. */
  @Test
  void every_jdk_agrees_which_characters_are_fit_and_which_are_white_space() {
    int unfit = 0;
    int blank = 0;
    long where = 0;
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String text = Character.toString(c);
      if (!Text.isFit(text)) {
        unfit++;
        where = 31 * where + c;
      }
      if (Text.isBlank(text)) {
        blank++;
        where = 37 * where + c;
      }
    }

    assertEquals(139_849, unfit);
    assertEquals(27, blank);
    assertEquals(-5_243_677_897_073_918_127L, where);
  }

  /** Where both know a character they agree with the JDK that was current when they were made. */
  @ParameterizedTest
  @ValueSource(ints = {0x41, 0xE9, 0x4E00, 0x1F353, 0xA0, 0x200B, 0x202E, 0xE000, 0x85, 0x3000})
  void the_tables_say_what_Unicode_says(int codePoint) {
    int type = Character.getType(codePoint);

    assertEquals(
        type != Character.CONTROL && type != Character.FORMAT && type != Character.PRIVATE_USE,
        Text.isFit(Character.toString(codePoint)));
    assertEquals(Character.isWhitespace(codePoint), Text.isBlank(Character.toString(codePoint)));
  }

  @Test
  void nothing_but_white_space_and_joiners_is_blank() {
    assertTrue(Text.isBlank(" \u200d\u200c\t"));
    assertTrue(Text.isBlank(""));
    assertFalse(Text.isBlank("\u200da"));
  }

  @Test
  void markdown_is_escaped() {
    assertEquals(
        "\\# \\*bold\\* \\_x\\_ \\`code\\` \\[a\\]\\(b\\) \\<i\\> \\| \\~\\~ \\\\ 1\\. \\- \\+ \\!"
            + " \\& www\\.x\\.y https\\://z user\\@host \\{\\}",
        Text.forMarkdown(
            "# *bold* _x_ `code` [a](b) <i> | ~~ \\ 1. - + ! & www.x.y https://z user@host {}"));
    assertEquals("Açaí 🍓", Text.forMarkdown("Açaí 🍓"));
  }
}
