/** Where this process's spans go: to the collector that OpenTelemetry's own variables name. */
@NullMarked
package io.smoothie.cli.trace;

import org.jspecify.annotations.NullMarked;
