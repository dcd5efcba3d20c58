package io.smoothie.activities.table;

final class PostgresRobotsTest extends RobotsContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
