package io.smoothie.activities.table;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteRaceTest extends RaceContract {
  @TempDir Path folder;

  @Override
  String freshUrl() {
    // Many commits at once are to meet each other, not the disk.
    return "jdbc:sqlite:" + folder.resolve("smoothie.db") + "?synchronous=NORMAL";
  }
}
