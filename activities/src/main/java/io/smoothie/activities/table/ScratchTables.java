package io.smoothie.activities.table;

import java.util.List;

/**
 * Tables for a while, beside the shop's and apart from it: each in a folder of its own beside an
 * SQLite file, or in a schema of its own in a PostgreSQL database. Names are lower-case letters,
 * digits and hyphens.
 */
public interface ScratchTables {
  /**
   * @throws TableException when the URL is of no database that can be used
   */
  static ScratchTables beside(TableSettings shop) {
    Dialect dialect = shop.dialect();
    return dialect instanceof Postgres
        ? new ScratchSchemas(shop, dialect)
        : new ScratchFolders(dialect.url(), SqliteUrl.parse(shop.url()).file());
  }

  /**
   * Those that are there and whose names begin with {@code prefix}.
   *
   * @throws TableException when they cannot be listed; says why
   */
  List<String> list(String prefix);

  /**
   * Makes the place for one.
   *
   * @throws TableException when that is not permitted; says why
   */
  void make(String name);

  /** How to open the one of this name. */
  TableSettings settings(String name);

  /**
   * Removes it with all that is in it; one that is not there is fine.
   *
   * @throws TableException when that cannot be; says why
   */
  void drop(String name);

  /** The shop's database, without what may be secret. */
  String shop();

  /** How a person removes it, in a command or a statement. */
  String howToDrop(String name);
}
