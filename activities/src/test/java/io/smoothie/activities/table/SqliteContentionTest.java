package io.smoothie.activities.table;

final class SqliteContentionTest extends ContentionContract {
  @Override
  String url() {
    return "jdbc:sqlite:" + folder.resolve("smoothie.db");
  }
}
