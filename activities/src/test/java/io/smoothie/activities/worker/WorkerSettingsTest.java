package io.smoothie.activities.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.AttemptRetention;
import io.temporal.common.WorkerDeploymentVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerSettingsTest {
  private static WorkerSettings settings(String taskQueue, @Nullable String versionName) {
    return new WorkerSettings(taskQueue, AttemptRetention.DEFAULT, versionName, null);
  }

  @Test
  void a_task_queue_is_a_deployment_of_its_own_with_a_name_that_temporal_takes() {
    assertEquals(
        Optional.of(new WorkerDeploymentVersion("shop-7-orders", "0.2.0")),
        settings("shop.7:orders", "0.2.0").deploymentVersion());
    assertEquals(Optional.empty(), settings("smoothie-orders", null).deploymentVersion());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-x", "a b", "a\nb", "1:2", "ü"})
  void a_name_that_is_none_is_refused_with_a_sentence(String name) {
    String refusal =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> settings("q", name)).getMessage());
    assertTrue(refusal.contains("no version's name"), refusal);
    assertEquals(-1, refusal.indexOf('\n'));
  }
}
