package io.smoothie.workflow.temporal;

/**
 * One namespace of one Temporal server. Every development server has a namespace {@code default};
 * only the ID tells them apart.
 *
 * @param name as configured
 * @param id which Temporal made when it made the namespace; empty when the server gives none
 * @param address host and port it answers at; the same namespace may answer at several
 */
public record TemporalNamespace(String name, String id, String address) {}
