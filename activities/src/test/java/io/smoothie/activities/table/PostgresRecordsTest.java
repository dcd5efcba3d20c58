package io.smoothie.activities.table;

final class PostgresRecordsTest extends RecordsContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
