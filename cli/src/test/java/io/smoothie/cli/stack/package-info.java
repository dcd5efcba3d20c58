@NullMarked
package io.smoothie.cli.stack;

import org.jspecify.annotations.NullMarked;
