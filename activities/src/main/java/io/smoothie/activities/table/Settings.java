package io.smoothie.activities.table;

import io.smoothie.workflow.temporal.TemporalNamespace;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.generic.GenericType;

/** The table's own settings: which Temporal namespace it belongs to. */
final class Settings {
  private static final String NAME = "temporal_namespace";
  private static final String ID = "temporal_namespace_id";
  private static final String ADDRESS = "temporal_address";

  private Settings() {}

  /**
   * The namespace this table belongs to; its ID is empty in a table of a version that knew only the
   * name.
   */
  static Optional<TemporalNamespace> owner(Handle handle) {
    Map<String, String> values =
        handle
            .createQuery("SELECT name, value FROM settings")
            .setMapKeyColumn("name")
            .setMapValueColumn("value")
            .collectInto(new GenericType<Map<String, String>>() {});
    return Optional.ofNullable(values.get(NAME))
        .map(
            name ->
                new TemporalNamespace(
                    name, values.getOrDefault(ID, ""), values.getOrDefault(ADDRESS, "")));
  }

  static void setOwner(Transaction tx, TemporalNamespace owner) {
    Map.of(NAME, owner.name(), ID, owner.id(), ADDRESS, owner.address())
        .forEach(
            (name, value) ->
                tx.update(
                        "INSERT INTO settings (name, value) VALUES (:name, :value)"
                            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                    .bind("name", name)
                    .bind("value", value)
                    .execute());
  }
}
