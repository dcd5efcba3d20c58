package io.smoothie.cli.schedules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.Shop.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules where Temporal has none; where it has: {@code SchedulesRealTest}. */
class SchedulesCommandTest {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create breakfast Green --every 1h",
        "list",
        "pause breakfast",
        "resume breakfast",
        "delete breakfast"
      })
  void the_in_memory_Temporal_has_none_and_a_sentence_says_so(String command) {
    shop.assertRefused(
        1, "This Temporal has no Schedules", ("schedules " + command).split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "breakfast Green | --cron",
        "breakfast Green --every=1h --cron=@daily | mutually exclusive",
        "breakfast --every=1h | SMOOTHIE",
        "breakfast Green --every=0 | The interval is 0s; it goes from 1s to 366d.",
        "breakfast Green --every=999ms | it goes from 1s to 366d",
        "breakfast Green --every=367d | it goes from 1s to 366d",
        "breakfast Green --every=soon | is not a duration",
        "breakfast Green --every=1h --time-zone=UTC | an interval has none",
        "breakfast Green --every=1h --overlap=pile-up | pile-up",
        "breakfast Green --every=1h --priority=6 | the priority is 6",
        "breakfast Green --every=1h --param=x | --param is NAME=TEXT",
        "breakfast Green --cron= | takes 1 to 200 characters",
        "a/b Green --every=1h | is not a schedule's name",
        "smoothie-b Green --every=1h | is not a schedule's name",
      })
  void what_cannot_be_a_schedule_is_wrong_use(String arguments, String sentence) {
    shop.assertRefused(2, sentence, ("schedules create " + arguments).split(" ", -1));
  }

  @Test
  void params_that_the_job_schema_refuses_are_wrong_use() throws Exception {
    Path schema = Files.writeString(folder.resolve("jobs.json"), "{\"required\":[\"size\"]}");
    String[] bad = {
      "schedules", "create", "breakfast", "Green", "--every=1h", "--job-schema=" + schema
    };

    shop.assertRefused(
        2, "The schedule is not made: its params: required property 'size' not found", bad);
    String[] good = Arrays.copyOf(bad, bad.length + 1);
    good[bad.length] = "--param=size=l";
    shop.assertRefused(1, "This Temporal has no Schedules", good);
  }

  @Test
  void a_name_leaves_room_for_the_time_that_temporal_adds() {
    String longest = "n".repeat(79);
    shop.assertRefused(1, "no Schedules", "schedules", "create", longest, "Green", "--every=1h");
    shop.assertRefused(
        2, "it takes 1 to 79", "schedules", "create", longest + "n", "Green", "--every=1h");
  }

  @Test
  void the_help_names_the_overlap_policies() {
    Ran ran = shop.run("schedules", "create", "--help");

    assertEquals(0, ran.exit(), ran.err());
    assertTrue(
        ran.out()
            .replaceAll("\\s+", " ")
            .contains("skip, buffer-one, buffer-all, cancel-other, terminate-other, allow-all"),
        ran.out());
  }
}
