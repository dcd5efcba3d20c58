package io.smoothie.activities.table;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRobotAttemptsTest extends RobotAttemptsContract {
  @TempDir Path folder;

  @Override
  String freshUrl() {
    return "jdbc:sqlite:" + folder.resolve("smoothie.db");
  }
}
