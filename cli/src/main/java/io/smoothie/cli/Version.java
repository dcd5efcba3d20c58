package io.smoothie.cli;

import io.smoothie.activities.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** This version and its commit, what it speaks to and how, and what it runs on. */
// No version provider of picocli's: that would be asked some twenty times while commands are built.
public final class Version {
  private Version() {}

  /** Of them all the first is the shortest answer. */
  public static List<String> lines() {
    Properties versions = read("/io/smoothie/cli/version.properties");
    return List.of(
        "smoothie " + versions.getProperty("version") + commit(read("/git.properties")),
        Table.sharedWith(),
        "Temporal by its Java SDK %s; MQTT 5 by HiveMQ's client %s"
            .formatted(versions.getProperty("temporal"), versions.getProperty("mqtt")),
        "tables in SQLite %s, or in PostgreSQL by its driver %s"
            .formatted(versions.getProperty("sqlite"), versions.getProperty("postgresql")),
        "Java %s, %s %s"
            .formatted(
                Runtime.version(), System.getProperty("os.name"), System.getProperty("os.arch")));
  }

  /** Empty where it was built without a repository. */
  private static String commit(Properties git) {
    String commit = git.getProperty("git.commit.id.abbrev", "");
    String changed = git.getProperty("git.dirty", "").equals("true") ? ", changed since" : "";
    return commit.isEmpty() ? "" : " (commit %s%s)".formatted(commit, changed);
  }

  /** Empty where there is no such resource. */
  private static Properties read(String name) {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream(name)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
