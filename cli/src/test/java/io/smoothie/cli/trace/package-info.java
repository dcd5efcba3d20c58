@NullMarked
package io.smoothie.cli.trace;

import org.jspecify.annotations.NullMarked;
