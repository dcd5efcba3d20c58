package io.smoothie.activities.table;

final class PostgresRobotAttemptsTest extends RobotAttemptsContract {
  @Override
  String freshUrl() {
    return PostgresServer.freshUrl();
  }
}
