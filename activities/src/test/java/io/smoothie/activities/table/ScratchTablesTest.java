package io.smoothie.activities.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.workflow.RobotName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables for a while, on both databases. */
class ScratchTablesTest {
  private static final List<RobotName> ROBOT = List.of(new RobotName("Robot1"));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void a_table_of_its_own_is_made_used_and_removed_and_the_shop_s_is_untouched(String database) {
    String url =
        database.equals("sqlite")
            ? "jdbc:sqlite:" + folder.resolve("smoothie.db")
            : PostgresServer.emptyUrl();
    try (Table shop = Table.open(url)) {
      ScratchTables tables = ScratchTables.beside(TableSettings.of(url));
      tables.make("smoothie-bench-1");
      assertEquals(List.of("smoothie-bench-1"), tables.list("smoothie-bench-"));
      assertTrue(tables.howToDrop("smoothie-bench-1").contains("smoothie"));

      try (Table own = Table.open(tables.settings("smoothie-bench-1"))) {
        own.robots().add(ROBOT);
        assertEquals(1, own.robots().list().size());
        assertEquals(List.of(), shop.robots().list());
      }

      assertThrows(TableException.class, () -> tables.make("smoothie-bench-1"), "it is there");
      tables.drop("smoothie-bench-1");
      tables.drop("smoothie-bench-1");
      assertEquals(List.of(), tables.list("smoothie-bench-"));
      shop.robots().add(ROBOT);
      assertEquals(1, shop.robots().list().size());
    }
  }

  @Test
  void the_schema_takes_the_place_of_the_url_s_own() {
    for (String url :
        List.of(
            "jdbc:postgresql://h/d",
            "jdbc:postgresql://h/d?user=u",
            "jdbc:postgresql://h/d?currentSchema=shop",
            "jdbc:postgresql://h/d?currentSchema=shop&user=u",
            "jdbc:postgresql://h/d?user=u&currentSchema=shop")) {
      TableSettings own = ScratchTables.beside(TableSettings.of(url)).settings("a-b");
      PostgresUrl parsed = PostgresUrl.parse(own);
      assertEquals("a_b", parsed.properties().getProperty("currentSchema"), url);
      assertEquals(url.contains("user=u") ? "u" : null, parsed.properties().getProperty("user"));
    }
  }

  @Test
  void a_user_who_may_make_no_schema_is_told_so() {
    String url = PostgresServer.emptyUrl();
    String database = url.replaceAll(".*/([^/?]+)\\?.*", "$1");
    PostgresServer.execute("CREATE ROLE no_schemas_" + database + " LOGIN");
    TableSettings settings =
        new TableSettings(url, "no_schemas_" + database, null, java.util.Map.of());

    TableException refused =
        assertThrows(
            TableException.class, () -> ScratchTables.beside(settings).make("smoothie-bench-1"));

    assertTrue(String.valueOf(refused.getMessage()).contains("does not allow that to this user"));
  }
}
