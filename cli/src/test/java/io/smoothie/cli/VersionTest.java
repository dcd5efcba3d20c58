package io.smoothie.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class VersionTest {
  @Test
  void it_says_the_version_and_what_it_speaks_to() {
    String all = String.join("\n", Version.lines());

    assertTrue(
        all.matches(
            "(?s)smoothie [0-9.]+(-SNAPSHOT)?( \\(commit [0-9a-f]{7,}(, changed since)?\\))?\\n.*"),
        all);
    assertTrue(all.matches("(?s).*Temporal by its Java SDK [0-9.]+; MQTT 5 .* [0-9.]+\\n.*"), all);
    assertFalse(all.contains("${"), all);
    assertFalse(all.contains("null"), all);
  }
}
