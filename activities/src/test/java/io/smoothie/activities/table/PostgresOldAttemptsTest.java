package io.smoothie.activities.table;

final class PostgresOldAttemptsTest extends OldAttemptsContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
