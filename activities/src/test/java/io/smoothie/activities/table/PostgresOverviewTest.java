package io.smoothie.activities.table;

final class PostgresOverviewTest extends OverviewContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
