/** Orders that are placed again and again. */
@NullMarked
package io.smoothie.cli.schedules;

import org.jspecify.annotations.NullMarked;
