/** Where log lines go; the command decides, no configuration file does. */
@NullMarked
package io.smoothie.cli.log;

import org.jspecify.annotations.NullMarked;
