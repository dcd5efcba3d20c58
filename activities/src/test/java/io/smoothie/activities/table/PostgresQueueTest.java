package io.smoothie.activities.table;

final class PostgresQueueTest extends QueueContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
