package io.smoothie;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.PrintStream;

/** Who may know whom. */
@AnalyzeClasses(packages = "io.smoothie", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
  private static final String WORKFLOW = "io.smoothie.workflow..";
  private static final String TABLE = "io.smoothie.activities.table..";
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
              TABLE, MQTT, WORKER, GATEWAY, CLI, "java.sql..", "org.jdbi..", "com.hivemq..");

  @ArchTest
  static final ArchRule the_table_knows_no_mqtt_and_no_worker =
      noClasses()
          .that()
          .resideInAPackage(TABLE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(MQTT, WORKER, GATEWAY, CLI, "com.hivemq..");

  @ArchTest
  static final ArchRule the_mqtt_connection_knows_no_table_and_no_worker =
      noClasses()
          .that()
          .resideInAPackage(MQTT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TABLE, WORKER, GATEWAY, CLI, "org.jdbi..", "io.temporal..");

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
  static final ArchRule nobody_prints_behind_the_command_lines_back =
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
}
