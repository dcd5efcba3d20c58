package io.smoothie.activities.table;

final class PostgresEndingsTest extends EndingsContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
