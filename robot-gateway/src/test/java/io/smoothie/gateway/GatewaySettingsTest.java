package io.smoothie.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.mqtt.MqttSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaySettingsTest {
  private static final MqttSettings MQTT = MqttSettings.parse("mqtt://localhost");

  @Test
  void the_default_client_id_is_one_and_stays_the_same() {
    String id = GatewaySettings.defaultClientId();

    assertEquals(id, new GatewaySettings(MQTT, id, false).clientId());
    assertEquals(id, GatewaySettings.defaultClientId());
    assertTrue(id.startsWith("smoothie-gateway-"), id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "tab\t", "nul\0", "überall"})
  void a_client_id_that_no_broker_accepts_is_refused(String id) {
    assertThrows(IllegalArgumentException.class, () -> new GatewaySettings(MQTT, id, false));
  }
}
