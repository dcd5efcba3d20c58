/** Robots' messages that could not be used. */
@NullMarked
package io.smoothie.cli.deadletters;

import org.jspecify.annotations.NullMarked;
