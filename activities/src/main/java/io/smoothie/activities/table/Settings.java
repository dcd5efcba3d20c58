package io.smoothie.activities.table;

/** What a table remembers of itself. */
final class Settings {
  private static final String NAMESPACE = "temporal_namespace";

  private final Database database;

  Settings(Database database) {
    this.database = database;
  }

  /** The namespace this table belongs to, which is {@code namespace} if it belonged to none. */
  String namespace(String namespace) {
    return database.write(
        handle -> {
          handle
              .createUpdate(
                  "INSERT INTO settings (name, value) VALUES (:name, :value)"
                      + " ON CONFLICT (name) DO NOTHING")
              .bind("name", NAMESPACE)
              .bind("value", namespace)
              .execute();
          return handle
              .createQuery("SELECT value FROM settings WHERE name = :name")
              .bind("name", NAMESPACE)
              .mapTo(String.class)
              .one();
        });
  }
}
