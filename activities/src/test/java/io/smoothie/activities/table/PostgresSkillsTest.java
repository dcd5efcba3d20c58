package io.smoothie.activities.table;

final class PostgresSkillsTest extends SkillsContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
