package io.smoothie.cli.config;

import io.smoothie.activities.table.Table;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Mix in: which table of robots. */
public final class TableOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--db-url",
      paramLabel = "JDBC-URL",
      description =
          "The robots' table (SMOOTHIE_DB_URL; else the running up's, else in ~/.smoothie/data).")
  private @Nullable String url;

  /** The JDBC URL of the table. */
  public String url() {
    Surroundings surroundings = Surroundings.of(spec);
    return Optional.ofNullable(url)
        .or(() -> surroundings.variable("SMOOTHIE_DB_URL"))
        .or(() -> UpInUse.of(spec).map(RunningUp::dbUrl))
        .orElseGet(() -> urlIn(surroundings.dataFolder()));
  }

  /**
   * @throws io.smoothie.activities.table.TableException when it cannot be used; says why
   */
  public Table open() {
    return Table.open(url());
  }

  /** The URL of the table in a data folder. */
  public static String urlIn(Path dataFolder) {
    return "jdbc:sqlite:" + dataFolder.resolve("smoothie.db");
  }
}
