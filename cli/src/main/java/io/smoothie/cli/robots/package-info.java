/** Commands about the robots in the table. */
@NullMarked
package io.smoothie.cli.robots;

import org.jspecify.annotations.NullMarked;
