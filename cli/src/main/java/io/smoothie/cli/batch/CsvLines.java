package io.smoothie.cli.batch;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Reads orders from CSV whose first line names the columns; an empty cell says nothing. */
final class CsvLines {
  private static final String PARAM = "params.";

  private static final CsvMapper CSV =
      CsvMapper.csvBuilder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .build();

  private CsvLines() {}

  /** Whether the first line can be nothing but a header; a lone word may be a smoothie's name. */
  static boolean isHeader(String text) {
    List<String> columns =
        text.lines()
            .findFirst()
            .map(line -> Arrays.stream(line.split(",", -1)).map(String::strip).toList())
            .orElse(List.of());
    return columns.size() > 1
        && columns.contains("smoothie")
        && columns.stream().allMatch(CsvLines::isColumn);
  }

  /**
   * @throws IllegalArgumentException when the header cannot be used; says why
   */
  static List<BatchLine> read(String text) {
    List<BatchLine> lines = new ArrayList<>();
    int number = 1;
    try (MappingIterator<String[]> rows = CSV.readerFor(String[].class).readValues(text)) {
      List<String> columns = rows.hasNextValue() ? header(rows.nextValue()) : List.of();
      while (true) {
        number = lineAfter(rows.getParser().currentLocation());
        if (!rows.hasNextValue()) {
          return lines;
        }
        number = lineAfter(rows.getParser().currentTokenLocation());
        String[] cells = rows.nextValue();
        if (!Arrays.stream(cells).allMatch(String::isEmpty)) {
          lines.add(line(number, columns, cells));
        }
      }
    } catch (IOException e) {
      // What follows an error, a quote that is not closed for one, cannot be told apart into rows.
      lines.add(BatchFile.flawed(number, "it is not CSV, nor can the rest be read"));
      return lines;
    }
  }

  /** A row's location is still that of the end of the line before it. */
  private static int lineAfter(JsonLocation location) {
    return location.getLineNr() + 1;
  }

  private static List<String> header(String[] columns) {
    HashSet<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!isColumn(column) || !seen.add(column)) {
        throw new IllegalArgumentException(
            "The first line names the column '%s'%s: it takes %s, and params.NAME; nothing is placed."
                .formatted(
                    column,
                    isColumn(column) ? " twice" : "",
                    String.join(", ", BatchFields.NAMES)));
      }
    }
    return List.of(columns);
  }

  private static boolean isColumn(String name) {
    return BatchFields.NAMES.contains(name)
        || (name.startsWith(PARAM) && name.length() > PARAM.length());
  }

  private static BatchLine line(int number, List<String> columns, String[] cells) {
    if (cells.length > columns.size()) {
      return BatchFile.flawed(
          number, "it has %d cells, and the header %d".formatted(cells.length, columns.size()));
    }
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    ObjectNode params = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < cells.length; i++) {
      String column = columns.get(i);
      String cell = cells[i];
      if (cell.isEmpty()) {
        continue;
      }
      if (column.startsWith(PARAM)) {
        params.put(column.substring(PARAM.length()), cell);
      } else if (column.equals("params")) {
        BatchLine json = BatchFile.json(number, cell);
        if (!json.flaw().isEmpty()) {
          return BatchFile.flawed(number, json.flaw().replaceFirst("it is", "its params are"));
        }
        params.setAll(json.fields());
      } else if (column.equals("needs")) {
        Arrays.stream(cell.split("[,; ]+")).forEach(fields.withArray("needs")::add);
      } else if (BatchFields.NUMBERS.contains(column) && cell.matches("-?\\d{1,9}")) {
        fields.put(column, Integer.parseInt(cell));
      } else {
        fields.put(column, cell);
      }
    }
    if (!params.isEmpty()) {
      fields.set("params", params);
    }
    return new BatchLine(number, fields, "");
  }
}
