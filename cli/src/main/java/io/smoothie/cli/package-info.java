/** The command line: {@code smoothie} and what all of its commands share. */
@NullMarked
package io.smoothie.cli;

import org.jspecify.annotations.NullMarked;
