package io.smoothie.activities.table;

final class PostgresRandomTest extends RandomContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
