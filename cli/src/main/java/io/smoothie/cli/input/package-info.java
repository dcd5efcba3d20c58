/** The arguments of commands, checked as they are parsed. */
@NullMarked
package io.smoothie.cli.input;

import org.jspecify.annotations.NullMarked;
