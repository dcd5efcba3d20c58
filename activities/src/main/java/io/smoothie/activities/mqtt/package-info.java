/**
 * The one way to connect to an MQTT broker, shared by the worker's publisher, the gateway and the
 * simulated robots.
 */
@NullMarked
package io.smoothie.activities.mqtt;

import org.jspecify.annotations.NullMarked;
