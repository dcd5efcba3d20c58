package io.smoothie.cli.config;

import io.smoothie.activities.table.Table;
import io.smoothie.activities.table.TableSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: which table of robots. */
public final class TableOptions {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern PASSWORD =
      Pattern.compile("[?&](ssl)?password=", Pattern.CASE_INSENSITIVE);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--db-url",
      paramLabel = "JDBC-URL",
      description =
          "The robots' table, jdbc:sqlite:FILE or jdbc:postgresql://HOST/DATABASE"
              + " (SMOOTHIE_DB_URL; else the running up's, else in ~/.smoothie/data).")
  private @Nullable String url;

  @Option(
      names = "--db-user",
      paramLabel = "NAME",
      description = "Who connects to PostgreSQL (else the URL's user, else PGUSER).")
  private @Nullable String user;

  @Option(
      names = "--db-password-file",
      paramLabel = "FILE",
      description =
          "The file whose first line is the password for PostgreSQL (else the URL's password, else"
              + " PGPASSWORD, else that of PostgreSQL's password file).")
  private @Nullable Path passwordFile;

  /**
   * @throws io.smoothie.cli.exit.CommandFailure when the password's file cannot be read
   */
  public TableSettings settings() {
    Surroundings surroundings = Surroundings.of(spec);
    if (url != null && PASSWORD.matcher(url).find()) {
      Passwords.warnOfCommandLine(
          spec, "--db-url", "--db-password-file, or the URL in SMOOTHIE_DB_URL");
    }
    return new TableSettings(
        Optional.ofNullable(url)
            .or(() -> surroundings.variable("SMOOTHIE_DB_URL"))
            .or(() -> UpInUse.of(spec).map(RunningUp::dbUrl))
            .orElseGet(() -> urlIn(surroundings.dataFolder())),
        user,
        passwordFile == null ? null : Passwords.firstLine(passwordFile, "--db-password-file"),
        surroundings.environment());
  }

  /**
   * Opens it for a command that a person waits for: no call waits long for others.
   *
   * @throws io.smoothie.activities.table.TableException when it cannot be used; says why
   */
  public Table open() {
    return openToStay().eachWithin(PATIENCE);
  }

  /**
   * Opens it as {@link #open} does, where that changes nothing: empty where it would be made, or
   * brought to another schema.
   *
   * @throws io.smoothie.activities.table.TableException when it cannot be read
   */
  public Optional<Table> openAsItIs() {
    return Table.openAsItIs(settings()).map(table -> table.eachWithin(PATIENCE));
  }

  /**
   * Opens it for a process that stays.
   *
   * @throws io.smoothie.activities.table.TableException when it cannot be used; says why
   */
  public Table openToStay() {
    return Table.open(settings());
  }

  /** The URL of the table in a data folder. */
  public static String urlIn(Path dataFolder) {
    return "jdbc:sqlite:" + dataFolder.resolve("smoothie.db");
  }
}
