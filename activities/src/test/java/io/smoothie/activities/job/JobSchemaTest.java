package io.smoothie.activities.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.JobData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JobSchemaTest {
  private static final String LABELS =
      """
      {"type": "object", "required": ["paper"], "additionalProperties": false,
       "properties": {"paper": {"$ref": "#/$defs/paper"},
                      "text": {"type": "array", "items": {"type": "string", "maxLength": 3}}},
       "$defs": {"paper": {"enum": ["A6", "A7"]}}}
      """;

  @TempDir private Path folder;

  @Test
  void params_that_meet_the_schema_have_no_flaw() {
    assertEquals(
        Optional.empty(),
        schema(LABELS).flaw(JobData.parse("{\"paper\":\"A7\",\"text\":[\"ab\",\"c\"]}")));
  }

  @Test
  void each_flaw_is_told_with_its_path() {
    assertEquals(
        Optional.of(
            "params/paper: does not have a value in the enumeration [\"A6\", \"A7\"]; params/text/1:"
                + " must be at most 3 characters long"),
        schema(LABELS).flaw(JobData.parse("{\"paper\":\"A5\",\"text\":[\"ab\",\"abcd\"]}")));
  }

  @Test
  void an_order_without_params_is_one_with_an_empty_object() {
    assertEquals(
        Optional.of("params: required property 'paper' not found"), schema(LABELS).flaw(null));
    assertEquals(Optional.empty(), schema("{\"type\":\"object\"}").flaw(null));
  }

  @Test
  void many_flaws_are_cut_short() {
    String flaw =
        schema("{\"additionalProperties\":{\"type\":\"null\"}}").flaw(many()).orElseThrow();

    assertEquals(5, flaw.split("; ", -1).length, flaw);
  }

  @Test
  void a_schema_may_be_of_an_older_draft() {
    JobSchema draft7 =
        schema(
            "{\"$schema\":\"http://json-schema.org/draft-07/schema#\","
                + "\"dependencies\":{\"ink\":[\"colour\"]}}");

    assertTrue(draft7.flaw(JobData.parse("{\"ink\":1}")).orElseThrow().contains("colour"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"$ref\":\"#\"}",
        "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"$ref\":\"#/$defs/a\"}}}"
      })
  void a_schema_that_refers_to_itself_without_end_refuses_params_and_does_not_fail(String text) {
    assertEquals(
        Optional.of("params cannot be checked: the job schema refers to itself without end"),
        schema(text).flaw(null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                   | cannot be read",
        "[]                                  | is no JSON object",
        "{\"type\":\"objekt\"}               | is no JSON Schema: /type",
        "{\"properties\":{\"a\":7}}          | is no JSON Schema: /properties/a",
        "{\"$schema\":\"http://x.test/own\"} | cannot be used",
        "{\"$ref\":\"http://x.test/other\"}  | cannot be used",
        "{\"$ref\":\"other.json\"}           | cannot be used",
        "{\"$ref\":\"#/$defs/none\"}         | cannot be used",
      })
  void what_cannot_be_a_schema_is_refused_with_the_file_and_the_reason(String text, String why) {
    String refusal = refusal(() -> schema(text));

    assertTrue(
        refusal.startsWith("The job schema " + folder.resolve("jobs.json") + " " + why), refusal);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    Path none = folder.resolve("none.json");

    assertTrue(refusal(() -> JobSchema.read(none)).contains("none.json cannot be read"));
  }

  private static String refusal(Executable read) {
    return String.valueOf(assertThrows(IllegalArgumentException.class, read).getMessage());
  }

  private static JobData many() {
    return JobData.parse("{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1,\"g\":1}");
  }

  private JobSchema schema(String text) {
    try {
      return JobSchema.read(Files.writeString(folder.resolve("jobs.json"), text));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
