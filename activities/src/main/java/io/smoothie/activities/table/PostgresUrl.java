package io.smoothie.activities.table;

import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A {@code jdbc:postgresql:} URL, and who connects by it.
 *
 * @param shown the URL without its parameters, one of which may be a password
 * @param properties all that the driver is told
 */
record PostgresUrl(String shown, Properties properties) {
  static final String PREFIX = "jdbc:postgresql:";

  /** An @ that no parameter's value has: a password before it may itself have a slash or a ?. */
  private static final Pattern WITH_USER = Pattern.compile("[^=]*@.*", Pattern.DOTALL);

  /** From the first sign on that may begin parameters, however they were meant. */
  private static final Pattern PARAMETERS = Pattern.compile("[?&;].*", Pattern.DOTALL);

  /** Stands for a password that has yet to be found: none in a URL has this character. */
  private static final String NOT_YET = "\0";

  static String withoutParameters(String url) {
    return PARAMETERS.matcher(url).replaceFirst("");
  }

  /**
   * @throws TableException when it is none that the driver understands
   */
  static PostgresUrl parse(TableSettings settings) {
    String url = settings.url();
    String shown = withoutParameters(url);
    if (WITH_USER.matcher(url).matches()) {
      // Not shown, nor given to the driver, which would log a part of the password.
      throw new TableException(
          "The database URL has a user before its host, which JDBC does not know: give both as"
              + " parameters (?user=…&password=…), or as --db-user and --db-password-file");
    }
    if (shown.length() < url.length() && url.charAt(shown.length()) != '?') {
      // The driver would take what follows for the database's name, and the server repeat it.
      throw new TableException(
          "The database URL \"%s…\" has parameters that do not begin with a ?".formatted(shown));
    }
    // The driver would look into the password file now, before the other ways to give a password
    // and for the URL's user. It looks again when it connects, for the user who does.
    Properties noPassword = new Properties();
    PGProperty.PASSWORD.set(noPassword, NOT_YET);
    Properties properties = Driver.parseURL(url, noPassword);
    if (properties == null) {
      throw new TableException(
          "The database URL \"%s\" is not one of PostgreSQL's: jdbc:postgresql://HOST:PORT/DATABASE"
              .formatted(shown));
    }
    properties.remove(PGProperty.PASSWORD.getName(), NOT_YET);
    give(properties, PGProperty.USER, settings.user());
    give(properties, PGProperty.PASSWORD, settings.password());
    orElse(properties, PGProperty.USER, settings.environment().get("PGUSER"));
    orElse(properties, PGProperty.PASSWORD, settings.environment().get("PGPASSWORD"));
    orElse(properties, PGProperty.APPLICATION_NAME, "smoothie");
    orElse(properties, PGProperty.CONNECT_TIMEOUT, "5");
    // A server whose machine is gone never answers. Longer than any wait for the write lock.
    orElse(properties, PGProperty.SOCKET_TIMEOUT, "60");
    orElse(properties, PGProperty.TCP_KEEP_ALIVE, "true");
    return new PostgresUrl(shown, properties);
  }

  private static void give(Properties properties, PGProperty name, @Nullable String value) {
    if (value != null) {
      name.set(properties, value);
    }
  }

  private static void orElse(Properties properties, PGProperty name, @Nullable String value) {
    if (!name.isPresent(properties)) {
      give(properties, name, value);
    }
  }
}
