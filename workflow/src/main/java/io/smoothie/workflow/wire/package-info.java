/**
 * The robots' wire: topics and JSON messages, as text in and typed values out. Knows no MQTT
 * client.
 */
@NullMarked
package io.smoothie.workflow.wire;

import org.jspecify.annotations.NullMarked;
