package io.smoothie.activities.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttSettingsTest {
  @Test
  void the_ports_default_to_those_of_the_scheme() {
    assertEquals(1883, MqttSettings.parse("mqtt://broker").port());
    assertEquals(8883, MqttSettings.parse("mqtts://broker").port());
    assertEquals(9, MqttSettings.parse("MQTT://broker:9/").port());
    assertTrue(MqttSettings.parse("mqtts://broker").tls());
    assertFalse(MqttSettings.parse("mqtt://broker").tls());
  }

  @Test
  void user_and_password_are_read_and_never_shown() {
    MqttSettings settings = MqttSettings.parse("mqtt://an%40a:s%2Bec+r%3At@broker");

    assertEquals(Optional.of("an@a"), settings.user());
    assertEquals(
        Optional.of("s+ec+r:t"),
        settings.password().map(password -> new String(password, StandardCharsets.UTF_8)));
    assertEquals("mqtt://broker:1883", settings.shown());
    assertEquals("mqtt://broker:1883", settings.toString());
  }

  @Test
  void an_ipv6_address_loses_its_brackets() {
    assertEquals("::1", MqttSettings.parse("mqtt://[::1]:1883").host());
  }

  @Test
  void a_host_may_have_an_underscore_as_the_services_of_container_networks_do() {
    MqttSettings settings = MqttSettings.parse("mqtts://an%40a:s%2Bec@my_stack_mosquitto:8884");

    assertEquals("my_stack_mosquitto", settings.host());
    assertEquals(8884, settings.port());
    assertEquals(Optional.of("an@a"), settings.user());
    assertEquals(
        Optional.of("s+ec"),
        settings.password().map(password -> new String(password, StandardCharsets.UTF_8)));
    assertEquals("mqtts://my_stack_mosquitto:8884", settings.shown());
    assertEquals(1883, MqttSettings.parse("mqtt://_broker").port());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "broker",
        "broker:1883",
        "http://user:secret@broker",
        "mqtt://",
        "mqtt://user:secret@",
        "mqtt://user:sec ret@broker",
        "mqtt://:secret@broker",
        "mqtt://user:secret@broker:0",
        "mqtt://user:secret@broker:70000",
        "mqtt://user:secret@broker:x",
        "mqtt://user:secret@my_broker:x",
        "mqtt://user:secret@my_broker:70000",
        "mqtt://user:secret@my_broker/robots",
        "mqtt://:secret@my_broker",
        "mqtt://user:secret@my_bro$ker",
        "mqtt://user:secret@[::1",
        "mqtt://user:secret@broker/robots",
        "mqtt://user:secret@broker?x=1"
      })
  void a_bad_url_is_refused_with_a_sentence_that_keeps_the_password(String url) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MqttSettings.parse(url));

    assertTrue(String.valueOf(e.getMessage()).startsWith("The MQTT URL cannot be used: "));
    assertFalse(String.valueOf(e.getMessage()).contains("sec"));
  }

  @Test
  void topics_of_the_wire_stand_below_a_level_of_their_own_also_with_a_password() {
    MqttSettings settings =
        MqttSettings.parse("mqtt://user@broker").withTopicsBelow("b/1").withPassword("secret");

    assertEquals("b/1/robots/R/order", settings.topic("robots/R/order"));
    assertEquals("robots/R/order", settings.ofWire("b/1/robots/R/order"));
    assertEquals("robots/R/order", MqttSettings.parse("mqtt://broker").topic("robots/R/order"));
  }
}
