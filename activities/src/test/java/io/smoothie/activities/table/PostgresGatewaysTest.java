package io.smoothie.activities.table;

final class PostgresGatewaysTest extends GatewaysContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
