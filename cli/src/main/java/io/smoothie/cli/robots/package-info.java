/** The robots there are. */
@NullMarked
package io.smoothie.cli.robots;

import org.jspecify.annotations.NullMarked;
