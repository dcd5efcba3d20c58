/** Everything in one process: the embedded parts, and {@code up} and {@code demo} made of them. */
@NullMarked
package io.smoothie.cli.stack;

import org.jspecify.annotations.NullMarked;
