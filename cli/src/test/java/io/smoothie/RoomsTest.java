package io.smoothie;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which package may depend on which. */
@AnalyzeClasses(
    packages = "io.smoothie",
    importOptions = {ImportOption.DoNotIncludeTests.class, RoomsTest.NoJarsOfTests.class})
class RoomsTest {
  /** Other modules' tests are on the class path, as jars where they are packaged already. */
  static final class NoJarsOfTests implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String WORKFLOW = "io.smoothie.workflow..";
  private static final String TABLE = "io.smoothie.activities.table..";
  private static final String WAKEUP = "io.smoothie.activities.wakeup..";
  private static final String MQTT = "io.smoothie.activities.mqtt..";
  private static final String WORKER = "io.smoothie.activities.worker..";
  private static final String GATEWAY = "io.smoothie.gateway..";
  private static final String CLI = "io.smoothie.cli..";

  @ArchTest
  static final ArchRule the_workflow_knows_temporal_only =
      noClasses()
          .that()
          .resideInAPackage(WORKFLOW)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              TABLE,
              WAKEUP,
              MQTT,
              WORKER,
              GATEWAY,
              CLI,
              "java.sql..",
              "org.jdbi..",
              "com.hivemq..");

  @ArchTest
  static final ArchRule the_table_knows_no_mqtt_no_worker_and_no_wake_up =
      noClasses()
          .that()
          .resideInAPackage(TABLE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WAKEUP, MQTT, WORKER, GATEWAY, CLI, "com.hivemq..");

  @ArchTest
  static final ArchRule the_mqtt_connection_knows_no_table_and_no_worker =
      noClasses()
          .that()
          .resideInAPackage(MQTT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TABLE, WAKEUP, WORKER, GATEWAY, CLI, "org.jdbi..", "io.temporal..");

  @ArchTest
  static final ArchRule activities_know_neither_the_gateway_nor_the_command_line =
      noClasses()
          .that()
          .resideInAPackage("io.smoothie.activities..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(GATEWAY, CLI);

  @ArchTest
  static final ArchRule the_gateway_knows_the_table_but_neither_publisher_nor_worker =
      noClasses()
          .that()
          .resideInAPackage(GATEWAY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(WORKER, CLI, "org.jdbi..", "java.sql..");

  @ArchTest
  static final ArchRule only_the_table_speaks_sql =
      noClasses()
          .that()
          .resideOutsideOfPackage(TABLE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.sql..", "org.jdbi..", "org.sqlite..", "org.flywaydb..");

  @ArchTest
  static final ArchRule no_class_prints_past_the_command_lines_writers =
      noClasses()
          .that()
          .resideOutsideOfPackage(CLI)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(PrintStream.class);

  @ArchTest
  static final ArchRule every_package_is_null_marked =
      classes()
          .that()
          .haveSimpleName("package-info")
          .should()
          .beAnnotatedWith("org.jspecify.annotations.NullMarked");

  @ArchTest
  static final ArchRule no_package_needs_itself_by_way_of_others =
      slices().matching("io.smoothie.(**)").should().beFreeOfCycles();

  /** The picture has no arrow that follows from others. */
  @ArchTest
  static void the_picture_in_CONTRIBUTING_is_true(JavaClasses classes) throws IOException {
    Map<String, Set<String>> needs = new TreeMap<>();
    for (JavaClass one : classes) {
      for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
        String from = room(one);
        String to = room(dependency.getTargetClass());
        if (!to.isEmpty() && !to.equals(from)) {
          needs.computeIfAbsent(from, room -> new TreeSet<>()).add(to);
        }
      }
    }
    Set<String> arrows = new TreeSet<>();
    needs.forEach(
        (from, all) ->
            all.stream()
                .filter(to -> all.stream().noneMatch(by -> !by.equals(to) && leads(needs, by, to)))
                .forEach(to -> arrows.add("  %s --> %s".formatted(from, to))));
    Set<String> drawn =
        Files.readAllLines(Path.of("../CONTRIBUTING.md")).stream()
            .filter(line -> line.contains(" --> "))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(String.join("\n", arrows), String.join("\n", drawn));
  }

  private static String room(JavaClass one) {
    String name = one.getBaseComponentType().getPackageName();
    return name.startsWith("io.smoothie.") ? name.substring("io.smoothie.".length()) : "";
  }

  private static boolean leads(Map<String, Set<String>> needs, String from, String to) {
    return needs.getOrDefault(from, Set.of()).stream()
        .anyMatch(next -> next.equals(to) || leads(needs, next, to));
  }
}
