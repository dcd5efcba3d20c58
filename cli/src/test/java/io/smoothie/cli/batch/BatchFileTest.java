package io.smoothie.cli.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of orders says, line by line. */
class BatchFileTest {
  @TempDir Path folder;

  private List<String> read(String name, String text) throws IOException {
    return read(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> read(String name, byte[] bytes) throws IOException {
    return BatchFile.read(Files.write(folder.resolve(name), bytes).toString()).stream()
        .map(line -> "%d %s%s".formatted(line.number(), line.fields(), line.flaw()))
        .toList();
  }

  @Test
  void names_and_json_objects_are_read_by_their_lines() throws Exception {
    assertEquals(
        List.of(
            "1 {\"smoothie\":\"Mango, with ice\"}",
            "3 {\"smoothie\":\"Lime\",\"priority\":1}",
            "4 {\"smoothie\":\"smoothie\"}"),
        read(
            "orders",
            "\ufeffMango, with ice\r\n\r\n {\"smoothie\":\"Lime\",\"priority\":1} \nsmoothie"));
  }

  @Test
  void a_header_makes_it_csv_and_rows_have_the_number_of_their_first_line() throws Exception {
    String text =
        """
        smoothie, priority,needs,params.size,params
        Lime,1,"blend,heat",large,"{""ice"":false}"

        "Two
        lines",,,,
        Mango
        ,,,,
        Plum,soon,blend heat,,
        """;

    assertEquals(
        List.of(
            "2 {\"smoothie\":\"Lime\",\"priority\":1,\"needs\":[\"blend\",\"heat\"],"
                + "\"params\":{\"size\":\"large\",\"ice\":false}}",
            "4 {\"smoothie\":\"Two\\nlines\"}",
            "6 {\"smoothie\":\"Mango\"}",
            "8 {\"smoothie\":\"Plum\",\"priority\":\"soon\",\"needs\":[\"blend\",\"heat\"]}"),
        read("orders", text));
    List<String> withCarriageReturns = read("orders", text.replace("\n", "\r\n"));
    assertEquals("6 {\"smoothie\":\"Mango\"}", withCarriageReturns.get(2));
  }

  @Test
  void a_file_named_csv_may_have_one_column() throws Exception {
    assertEquals(List.of("2 {\"smoothie\":\"Lime\"}"), read("orders.CSV", "smoothie\nLime\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "o     | {\"a\":1        | 1 {}it is not JSON",
        "o     | {\"a\":1,\"a\":2} | 1 {}it is not JSON: Duplicate",
        "o     | {\"a\":1} {}    | 1 {}it is not JSON",
        "o.csv | smoothie,id^a,b,c  | 2 {}it has 3 cells, and the header 2",
        "o.csv | smoothie^\"open^a  | 2 {}it is not CSV, nor can the rest be read",
        "o.csv | smoothie^^a,b^ | 3 {}it has 2 cells, and the header 1",
        "o.csv | smoothie,params^a,x | 2 {}its params are not JSON",
      })
  void a_line_that_cannot_be_read_has_a_flaw(String name, String text, String flaw)
      throws Exception {
    List<String> lines = read(name, text.replace('^', '\n'));

    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).startsWith(flaw), lines::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smoothie,size    | names the column 'size'",
        "smoothie,smoothie | names the column 'smoothie' twice",
        "smoothie,params.  | names the column 'params.'",
      })
  void a_header_that_cannot_be_used_is_refused(String header, String sentence) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> read("o.csv", header + "\nLime\n"));

    assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused::getMessage);
  }

  @Test
  void what_is_not_utf_8_is_said_by_its_line() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> read("o", new byte[] {'a', '\n', 'b', (byte) 0xe9, '\n'}));

    assertTrue(String.valueOf(refused.getMessage()).startsWith("Line 2 of"), refused::getMessage);
  }

  @Test
  void more_lines_than_are_taken_are_refused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> read("o", "a\n".repeat(BatchFile.MOST_LINES + 1)));

    assertTrue(
        String.valueOf(refused.getMessage()).contains("has more than 100000 orders"),
        refused::getMessage);
  }
}
