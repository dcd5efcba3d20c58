/** Each part as a process of its own: {@code worker}, {@code gateway}, {@code robot}. */
@NullMarked
package io.smoothie.cli.process;

import org.jspecify.annotations.NullMarked;
