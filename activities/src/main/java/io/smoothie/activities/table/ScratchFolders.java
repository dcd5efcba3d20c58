package io.smoothie.activities.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Folders on the disk of the shop's SQLite file: a commit takes as long there as in the shop. */
final class ScratchFolders implements ScratchTables {
  private final String shop;
  private final Path parent;

  ScratchFolders(String shop, Path shopFile) {
    this.shop = shop;
    this.parent = Objects.requireNonNull(shopFile.getParent(), "an absolute path");
  }

  @Override
  public List<String> list(String prefix) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries
          .filter(Files::isDirectory)
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(name -> name.startsWith(prefix))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new TableException("The folder %s cannot be read (%s)".formatted(parent, e), e);
    }
  }

  @Override
  public void make(String name) {
    try {
      Files.createDirectories(parent);
      Files.createDirectory(parent.resolve(name));
    } catch (IOException e) {
      throw new TableException(
          "There can be no folder for a table beside the shop's, in %s (%s): allow writing there, or name another file"
              .formatted(parent, e),
          e);
    }
  }

  @Override
  public TableSettings settings(String name) {
    return TableSettings.of(SqliteUrl.PREFIX + parent.resolve(name).resolve("smoothie.db"));
  }

  @Override
  public void drop(String name) {
    Path folder = parent.resolve(name);
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new TableException("The folder %s cannot be removed (%s)".formatted(folder, e), e);
    }
  }

  @Override
  public String shop() {
    return shop;
  }

  @Override
  public String howToDrop(String name) {
    return "rm -r " + parent.resolve(name);
  }
}
