/** A load run: many orders placed at once, and how fast they are made. */
@NullMarked
package io.smoothie.load;

import org.jspecify.annotations.NullMarked;
