package io.smoothie.activities.table;

final class PostgresProgressTest extends ProgressContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
