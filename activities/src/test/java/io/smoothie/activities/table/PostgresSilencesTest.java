package io.smoothie.activities.table;

final class PostgresSilencesTest extends SilencesContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
