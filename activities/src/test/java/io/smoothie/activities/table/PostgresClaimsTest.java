package io.smoothie.activities.table;

final class PostgresClaimsTest extends ClaimsContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
