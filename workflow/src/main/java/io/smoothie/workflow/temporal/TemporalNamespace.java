package io.smoothie.workflow.temporal;

/**
 * One namespace of one Temporal server. Every development server has a namespace {@code default};
 * only the ID tells them apart.
 *
 * @param name as configured
 * @param id which Temporal made when it made the namespace; empty when the server gives none
 * @param address host and port it answers at; the same namespace may answer at several
 */
public record TemporalNamespace(String name, String id, String address) {
  /**
   * Whether both are the same one. Compares the names when an ID is missing: in a table from before
   * the ID was kept, or from a server that gives none.
   */
  public boolean isSameAs(TemporalNamespace other) {
    boolean known = !id.isEmpty() && !other.id.isEmpty();
    return known ? id.equals(other.id) : name.equals(other.name);
  }
}
