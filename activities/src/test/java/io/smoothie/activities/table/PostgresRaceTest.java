package io.smoothie.activities.table;

final class PostgresRaceTest extends RaceContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
