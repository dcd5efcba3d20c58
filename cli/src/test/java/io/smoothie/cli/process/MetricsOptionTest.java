package io.smoothie.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MetricsOptionTest {
  private final List<String> said = new ArrayList<>();

  @Test
  void without_the_port_nothing_is_served() throws Exception {
    opened().close();

    assertEquals(List.of(), said);
  }

  @Test
  void loopback_is_where_metrics_are_served_and_needs_no_warning() throws Exception {
    opened("--metrics-port", "0").close();

    assertEquals(1, said.size(), said::toString);
    assertTrue(said.get(0).startsWith("Metrics at http://127.0.0.1:"), said::toString);
  }

  @Test
  void beyond_loopback_there_is_a_warning() throws Exception {
    opened("--metrics-port", "0", "--metrics-bind", "0.0.0.0").close();

    assertEquals(2, said.size(), said::toString);
    assertTrue(said.get(0).startsWith("Metrics at http://0.0.0.0:"), said::toString);
    assertTrue(said.get(1).startsWith("WARNING"), said::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "--metrics-port=99999, --metrics-port 99999 is not a port",
    "--metrics-port=0 --metrics-bind=192.0.2.1, --metrics-bind \"192.0.2.1\" is not an address",
    "--metrics-bind=127.0.0.1, --metrics-bind says where"
  })
  void what_cannot_be_is_refused(String arguments, String words) {
    CommandFailure refused =
        assertThrows(CommandFailure.class, () -> opened(arguments.split(" ", -1)));

    assertTrue(String.valueOf(refused.getMessage()).startsWith(words), refused::toString);
    assertEquals(ExitCode.USAGE, refused.exitCode());
  }

  private AutoCloseable opened(String... arguments) {
    return CommandLine.populateCommand(new Holder(), arguments)
        .metrics
        .open(new Health(), said::add);
  }

  @CommandLine.Command
  private static final class Holder {
    @CommandLine.Mixin private MetricsOption metrics = new MetricsOption();
  }
}
