package io.smoothie.workflow;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** The workflow room: what it may know of, and what a workflow's own code must not do. */
@AnalyzeClasses(
    packages = "io.smoothie.workflow",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** The package a workflow's own code is in; {@code wire} and {@code temporal} run outside it. */
  private static final String WORKFLOW = "io.smoothie.workflow";

  /**
   * Clocks, randomness, the process and its environment, and what is decided by the JDK's Unicode
   * tables, its default locale, time zone or character set: by owner, name and, where it matters,
   * the types of the parameters.
   */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "java\\.lang\\.(System|Runtime|ProcessBuilder)\\..*"
              + "|java\\.time\\.[A-Za-z]+\\.now"
              + "|java\\.time\\.Clock\\..*"
              + "|java\\.util\\.(Date|Calendar|GregorianCalendar)\\..*"
              + "|java\\.util\\.UUID\\.randomUUID"
              + "|java\\.lang\\.Math\\.random"
              + "|java\\.lang\\.Character\\.(get|is|to|digit|forDigit|codePointOf|name).*"
              + "|java\\.lang\\.String\\.(strip|stripLeading|stripTrailing|stripIndent|isBlank"
              + "|equalsIgnoreCase|compareToIgnoreCase).*"
              + "|java\\.lang\\.String\\.(toUpperCase|toLowerCase|getBytes)\\(\\)"
              + "|java\\.lang\\.String\\.format\\(java\\.lang\\.String.*"
              + "|java\\.lang\\.(Integer|Long)\\.getInteger.*|java\\.lang\\.Long\\.getLong.*"
              + "|java\\.lang\\.Boolean\\.getBoolean.*"
              + "|java\\.util\\.(Locale|TimeZone)\\.(get|set)Default.*"
              + "|java\\.util\\.(Formatter|Scanner|Currency|ResourceBundle)\\..*"
              + "|java\\.text\\..*"
              + "|java\\.time\\.ZoneId\\.systemDefault.*"
              + "|java\\.time\\.format\\.DateTimeFormatter\\.(ofPattern\\(java\\.lang\\.String\\)"
              + "|ofLocalized.*|localizedBy.*)");

  /** What {@code formatted} writes in the default locale: every conversion but {@code %s}. */
  private static final Pattern LOCAL_CONVERSION =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(<]*\\d*(\\.\\d+)?[a-zA-Z&&[^s]]");

  /** Placing an order gives it an ID, outside the workflow. */
  private static final String CLIENT_SIDE = OrderId.class.getName();

  @ArchTest
  static final ArchRule the_room_knows_of_temporal_only =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.smoothie.workflow..",
              "java..",
              // What Netty says of a TLS connection to Temporal.
              "javax.net.ssl..",
              "org.jspecify.annotations..",
              "org.slf4j..",
              "com.fasterxml.jackson..",
              "com.uber.m3..",
              "io.micrometer.core..",
              // The API alone: it makes no spans by itself.
              "io.opentelemetry.api..",
              "io.opentelemetry.context..",
              "io.temporal..",
              "io.grpc..",
              "com.google.protobuf..");

  @ArchTest
  static final ArchRule no_jdbc_in_the_room =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("java.sql..", "javax.sql..");

  @ArchTest
  static final ArchRule a_workflow_knows_no_server =
      noClasses()
          .that()
          .resideInAPackage(WORKFLOW)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.smoothie.workflow.temporal..", "io.grpc..",
              "com.google.protobuf..", "io.temporal.client..");

  @ArchTest
  static final ArchRule a_workflow_has_no_threads_randomness_or_io =
      noClasses()
          .that()
          .resideInAPackage(WORKFLOW)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.concurrent..", "java.io..", "java.nio..", "java.net..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.lang\\.Thread.*|java\\.util\\.(Random|Timer)|java\\.security\\..*");

  @ArchTest
  static final ArchRule a_workflow_asks_no_clock_and_no_environment =
      classes().that().resideInAPackage(WORKFLOW).should(callNothingForbidden());

  @ArchTest
  static final ArchRule every_package_is_null_marked = classes().should(beInANullMarkedPackage());

  @ArchTest
  static void a_workflow_formats_nothing_in_the_default_locale(JavaClasses classes)
      throws IOException {
    List<String> found = new ArrayList<>();
    Path sources = Path.of("src", "main", "java").resolve(WORKFLOW.replace('.', '/'));
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        for (String line : Files.readAllLines(file)) {
          if (LOCAL_CONVERSION.matcher(line).find()) {
            found.add(file.getFileName() + ": " + line.strip());
          }
        }
      }
    }

    assertEquals(List.of(), found, "numbers are written with %s, which asks no locale");
  }

  private static ArchCondition<JavaClass> callNothingForbidden() {
    return new ArchCondition<>("call nothing that differs from one run or one JVM to the next") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (type.getName().equals(CLIENT_SIDE)) {
          return;
        }
        for (JavaAccess<?> access : type.getAccessesFromSelf()) {
          String target = access.getTargetOwner().getName() + "." + access.getName();
          if (FORBIDDEN.matcher(target).matches()
              || FORBIDDEN.matcher(target + parameters(access)).matches()) {
            events.add(SimpleConditionEvent.violated(type, access.getDescription()));
          }
        }
      }
    };
  }

  private static String parameters(JavaAccess<?> access) {
    return access instanceof JavaCodeUnitAccess<?> call
        ? call.getTarget().getRawParameterTypes().stream()
            .map(JavaClass::getName)
            .collect(Collectors.joining(", ", "(", ")"))
        : "";
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
        }
      }
    };
  }
}
