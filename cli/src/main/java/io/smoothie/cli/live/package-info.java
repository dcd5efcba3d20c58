/** What changes, shown anew: in place on a terminal, elsewhere where it has changed. */
@NullMarked
package io.smoothie.cli.live;

import org.jspecify.annotations.NullMarked;
