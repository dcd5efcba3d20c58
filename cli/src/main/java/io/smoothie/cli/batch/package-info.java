/** Placing many orders from one file. */
@NullMarked
package io.smoothie.cli.batch;

import org.jspecify.annotations.NullMarked;
