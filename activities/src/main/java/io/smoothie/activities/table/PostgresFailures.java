package io.smoothie.activities.table;

import io.smoothie.workflow.Text;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** What PostgreSQL's SQL states mean, and what to do about each. */
final class PostgresFailures {
  /** The SQL state {@code invalid_schema_name}. */
  static final String NO_SCHEMA = "3F000";

  /**
   * Deadlock and serialization failures; lost connections, and the reasons why a server ends one.
   */
  private static final Set<String> TRANSIENT =
      Set.of(
          "40001", "40P01", "08000", "08003", "08006", "25P03", "25P04", "57P01", "57P02", "57P05");

  /** In the driver's own words and in the server's, whose entries in pg_hba.conf may ask for it. */
  private static final Pattern TLS =
      Pattern.compile(
          "\\bSSL\\b|client certificate|certificate authentication|no encryption|could not be verified");

  private final String shown;

  /**
   * @param shown the database's URL, without what may be secret
   */
  PostgresFailures(String shown) {
    this.shown = shown;
  }

  boolean isTransient(SQLException failure) {
    return TRANSIENT.contains(state(failure));
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "" : failure.getSQLState();
  }

  /** The failure in a sentence; empty where only the server's own words can say it. */
  Optional<String> sentence(SQLException failure) {
    String state = state(failure);
    String said = Text.forOneLine(String.valueOf(told(failure).getMessage()), 200);
    if (isOfTls(failure, said)) {
      return Optional.of(
          "There is no TLS connection to the database %s (%s): see to sslmode, sslrootcert, sslcert, sslkey, and pemKeyAlgorithm=EC for a PEM key that is no RSA key, in its URL"
              .formatted(shown, said));
    }
    return Optional.ofNullable(
        switch (state) {
          case "08001" ->
              "The database %s cannot be reached (%s): see that PostgreSQL runs there, and that --db-url names it"
                  .formatted(shown, said);
          case "28000", "28P01", "08004" ->
              "The database %s does not let this user in (%s): see to the user and the password (--db-user and --db-password-file, PGUSER and PGPASSWORD, or the password file)"
                  .formatted(shown, said);
          case "3D000" ->
              "There is no database at %s (%s): create it, or name another".formatted(shown, said);
          case NO_SCHEMA ->
              "The database %s has no schema for the table (%s): create it, or name another with currentSchema"
                  .formatted(shown, said);
          case "42501" ->
              "The database %s does not allow that to this user (%s): grant it, or name another user"
                  .formatted(shown, said);
          case "42P01", "42703" ->
              "The database %s has not the table that it had (%s): restore it"
                  .formatted(shown, said);
          case "0A000" ->
              // BEGIN READ WRITE while the server recovers, as a standby does for ever.
              said.contains("recovery") ? readOnly(said) : null;
          case "25006" -> readOnly(said);
          case "26000", "42P05" ->
              "The database %s is behind a pooler that gives a session to one transaction after the other (%s): add prepareThreshold=0 to its URL"
                  .formatted(shown, said);
          case "08P01" ->
              // PgBouncer's refusal of currentSchema, among others.
              said.contains("startup parameter")
                  ? "The pooler at %s does not pass on a parameter of the URL (%s): leave it out, and set it for the user (ALTER ROLE … SET …)"
                      .formatted(shown, said)
                  : lost(said);
          case "55P03" ->
              "The database %s is locked by another session, longer than this could wait: end that session or try again"
                  .formatted(shown);
          case "53300" ->
              "The database %s takes no more connections (%s): raise max_connections, or try again"
                  .formatted(shown, said);
          case "53100" -> "The disk of the database %s is full (%s)".formatted(shown, said);
          case "57P03" ->
              "The database %s is starting up or shutting down (%s): try again"
                  .formatted(shown, said);
          default -> state.startsWith("08") || TRANSIENT.contains(state) ? lost(said) : null;
        });
  }

  /**
   * Whether the server and we do not agree about TLS or about a certificate. The driver gives all
   * of that the SQL state of a lost connection, and the server that of a user it does not know.
   */
  private static boolean isOfTls(SQLException failure, String said) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof SSLException || e instanceof GeneralSecurityException) {
        return true;
      }
    }
    return TLS.matcher(said).find();
  }

  /** The pool says only for how long it has waited for a connection; why none came is its cause. */
  private static Throwable told(SQLException failure) {
    return failure instanceof SQLTransientConnectionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private String lost(String said) {
    return "The connection to the database %s was lost (%s): see that PostgreSQL runs there, and try again"
        .formatted(shown, said);
  }

  private String readOnly(String said) {
    return "The database %s is read-only, a standby perhaps (%s): name the primary, or see to default_transaction_read_only"
        .formatted(shown, said);
  }
}
