/** An order's story, read from its workflow's history, and how it is shown. */
@NullMarked
package io.smoothie.cli.show;

import org.jspecify.annotations.NullMarked;
