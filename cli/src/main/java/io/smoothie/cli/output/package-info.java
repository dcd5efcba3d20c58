/** How results are written: text with or without colour, aligned columns, JSON. */
@NullMarked
package io.smoothie.cli.output;

import org.jspecify.annotations.NullMarked;
