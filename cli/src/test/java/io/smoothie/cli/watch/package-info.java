@NullMarked
package io.smoothie.cli.watch;

import org.jspecify.annotations.NullMarked;
