package io.smoothie.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;

/**
 * Where this process's log goes. A terminal never sees a stack trace.
 *
 * <p>Set up here and not in a {@code logback.xml}: the destination changes when a command begins,
 * and only {@code up} and {@code demo} know their file, from their own arguments; HiveMQ's jar
 * brings a {@code logback.xml} that would compete with ours. Files of other names, read by Logback
 * when the destination is known, would serve; but reading one takes 120 to 160 ms (measured on JDK
 * 17), as much as all else that Logback does at its start, and a person waits for every command.
 */
public final class Logs {
  private static final String FILE_PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX,UTC} %-5level [%thread] %logger{36} - %msg%n%rootException";
  private static final String SERVICE_PATTERN =
      "%d{HH:mm:ss.SSS} %-5level %logger{0} - %msg%cause%n";
  private static final String MAX_FILE = "20 MB";
  private static final int OLD_FILES = 3;

  /** Whether stderr has nothing but JSON from now on. */
  private static volatile boolean jsonOnStderr;

  /** What the command line or the environment asked for. */
  private static volatile @Nullable LogLevel chosen;

  /** The quiet log of a command that a person waits for, once something has asked for a logger. */
  private static volatile @Nullable LoggerContext quiet;

  private Logs() {}

  /**
   * Has SLF4J take {@link LogProvider}, unless Logback is told to read a file. Comes before the
   * first logger of this process.
   */
  public static void useOurs() {
    // gRPC logs to java.util.logging, with stack traces, failures that we get as exceptions. Asked
    // to
    // have a class configure it, which does nothing, it has no handlers, once something needs it.
    System.setProperty("java.util.logging.config.class", Object.class.getName());
    if (System.getProperty("logback.configurationFile") != null) {
      return;
    }
    System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, LogProvider.class.getName());
    // It would say on standard error that it does.
    System.setProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "WARN");
  }

  /**
   * Sets the level from now on.
   *
   * @param level null for the usual level of the log's destination
   */
  public static void level(@Nullable LogLevel level) {
    chosen = level;
    LoggerContext context = quiet;
    if (context != null) {
      setLevels(context, Level.OFF, Level.WARN);
    }
  }

  /** For a command that a person waits for: our warnings on stderr, from libraries nothing. */
  static void quiet(LoggerContext context) {
    quiet = context;
    LayoutWrappingEncoder<ILoggingEvent> plain = new LayoutWrappingEncoder<>();
    plain.setLayout(new CommandLayout());
    plain.setContext(context);
    plain.start();
    setUp(context, console(context, plain), Level.OFF, Level.WARN);
  }

  /** For a process that stays: its log on stderr. */
  public static void toStderr(LogFormat format) {
    LoggerContext context = context();
    setUp(
        context,
        console(context, encoder(context, format, SERVICE_PATTERN)),
        Level.WARN,
        Level.INFO);
    jsonOnStderr = format == LogFormat.JSON;
  }

  /**
   * What a process that stays says beside its log, of its own: on {@code err}, or as a line of the
   * log where all of stderr is JSON.
   */
  public static void say(PrintWriter err, String line) {
    if (jsonOnStderr) {
      LoggerFactory.getLogger(Logs.class).info("{}", line);
    } else {
      err.println(line);
      err.flush();
    }
  }

  /** As {@link #say}, of what ends the process. */
  public static void sayError(PrintWriter err, String line) {
    if (jsonOnStderr) {
      LoggerFactory.getLogger(Logs.class).error("{}", line);
    } else {
      say(err, line);
    }
  }

  /** For a process that uses the terminal for its own output: the log goes into a rolling file. */
  public static void toFile(Path file, LogFormat format) {
    LoggerContext context = context();
    RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    FixedWindowRollingPolicy rolling = new FixedWindowRollingPolicy();
    rolling.setContext(context);
    rolling.setParent(appender);
    rolling.setFileNamePattern(file + ".%i");
    rolling.setMaxIndex(OLD_FILES);
    rolling.start();
    SizeBasedTriggeringPolicy<ILoggingEvent> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(FileSize.valueOf(MAX_FILE));
    trigger.start();
    appender.setRollingPolicy(rolling);
    appender.setTriggeringPolicy(trigger);
    Encoder<ILoggingEvent> encoder = encoder(context, format, FILE_PATTERN);
    setUp(context, encoded(appender, encoder), Level.WARN, Level.INFO);
  }

  /** For a process that draws on the whole terminal: there is no place for a log. */
  public static void off() {
    context().getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).detachAndStopAllAppenders();
  }

  /** For another destination than the quiet one. */
  private static LoggerContext context() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    quiet = null;
    return context;
  }

  private static Appender<ILoggingEvent> console(
      LoggerContext context, Encoder<ILoggingEvent> encoder) {
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    return encoded(appender, encoder);
  }

  private static Encoder<ILoggingEvent> encoder(
      LoggerContext context, LogFormat format, String pattern) {
    Encoder<ILoggingEvent> encoder;
    if (format == LogFormat.JSON) {
      encoder = new JsonLines();
    } else {
      CauseEncoder text = new CauseEncoder();
      text.setPattern(pattern);
      encoder = text;
    }
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static Appender<ILoggingEvent> encoded(
      OutputStreamAppender<ILoggingEvent> appender, Encoder<ILoggingEvent> encoder) {
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  private static void setUp(
      LoggerContext context, Appender<ILoggingEvent> appender, Level theirs, Level ours) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    appender.addFilter(new SdkFilter(context));
    root.addAppender(appender);
    setLevels(context, theirs, ours);
  }

  private static void setLevels(LoggerContext context, Level theirs, Level ours) {
    LogLevel level = chosen;
    context
        .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
        .setLevel(level == null ? theirs : level.ofLibraries(theirs));
    context.getLogger("io.smoothie").setLevel(level == null ? ours : level.ofOurs());
  }
}
