package io.smoothie.activities.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** SQLite in one file, with a write-ahead log. */
final class Sqlite implements Dialect {
  /** Of statements that are not in a write transaction, whose locks are held for moments. */
  private static final int BUSY_MILLIS = 3_000;

  private static final int PRIMARY_CODE = 0xff;

  private final SqliteUrl url;

  Sqlite(SqliteUrl url) {
    this.url = url;
  }

  @Override
  public String url() {
    return url.url();
  }

  @Override
  public String shown() {
    return url.file().toString();
  }

  @Override
  public boolean mayExist() {
    return Files.isRegularFile(url.file());
  }

  @Override
  public void prepare() {
    Path file = url.file();
    if (Files.isDirectory(file)) {
      throw new TableException(
          "The database %s is a folder: name a file in it instead".formatted(file));
    }
    Path folder = file.getParent();
    if (folder != null) {
      makeFolder(folder);
      if (!Files.isWritable(folder)) {
        throw new TableException(
            "The folder %s is read-only, and SQLite keeps files beside the database: allow writing there or name another file"
                .formatted(folder));
      }
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw readOnly();
    }
    NativeLibrary.load();
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new TableException(
          "The folder %s of the database is missing and cannot be made (%s): make it or name another file"
              .formatted(folder, e),
          e);
    }
  }

  private TableException readOnly() {
    return new TableException(
        "The database file %s is read-only: allow writing it or name another file"
            .formatted(shown()));
  }

  @Override
  public DataSource dataSource() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    // Temporal knows of a commit a moment after it: both must still have it after a power loss.
    // NORMAL would lose the last commits, since it syncs a write-ahead log only at its checkpoints.
    config.setSynchronous(SynchronousMode.FULL);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url.url());
    return source;
  }

  @Override
  public String migrations() {
    return "classpath:db/migration/sqlite";
  }

  @Override
  public <T> T withMigrationLock(Callable<T> migration) throws Exception {
    return FileMutex.beside(url.file()).hold(migration);
  }

  @Override
  public boolean hasHistory(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
      return tables.next();
    }
  }

  @Override
  public void makeNew(Connection connection) throws SQLException {
    // The file keeps this mode; connections need not set it again, which would need a lock.
    Dialect.execute(connection, "PRAGMA journal_mode=WAL");
  }

  /** Does nothing: there is no server. */
  @Override
  public void limit(Connection connection, Deadline deadline) {}

  @Override
  public long begin(Connection connection, Deadline deadline) throws SQLException {
    new WriteLock(connection, deadline).take(BUSY_MILLIS);
    return now(connection);
  }

  /** The machine's clock: only one machine uses the file. */
  @Override
  public long now(Connection connection) {
    return System.currentTimeMillis();
  }

  /** Never: a transaction waits only for the lock, and it has waited for that long enough. */
  @Override
  public boolean isTransient(SQLException failure) {
    return false;
  }

  @Override
  public Optional<String> sentence(SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return Optional.empty();
    }
    int primary = sqlite.getResultCode().code & PRIMARY_CODE;
    return Optional.ofNullable(
        switch (SQLiteErrorCode.getErrorCode(primary)) {
          case SQLITE_NOTADB ->
              "The file %s is not an SQLite database: name another file".formatted(shown());
          case SQLITE_CORRUPT ->
              "The database file %s is damaged: restore it or name another file".formatted(shown());
          case SQLITE_READONLY -> readOnly().getMessage();
          case SQLITE_CANTOPEN ->
              "The database file %s cannot be opened: see that it and its folder may be read and written"
                  .formatted(shown());
          case SQLITE_BUSY, SQLITE_LOCKED ->
              "The database file %s has been locked for longer than this could wait by another program: end that program or try again"
                  .formatted(shown());
          case SQLITE_FULL ->
              "The disk is full: the database file %s cannot grow".formatted(shown());
          case SQLITE_IOERR ->
              "The database file %s cannot be read or written (%s): see to its disk"
                  .formatted(shown(), sqlite.getResultCode());
          default -> null;
        });
  }
}
