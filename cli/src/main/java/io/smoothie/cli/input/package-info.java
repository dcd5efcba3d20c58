/** What is typed, checked as it is parsed. */
@NullMarked
package io.smoothie.cli.input;

import org.jspecify.annotations.NullMarked;
