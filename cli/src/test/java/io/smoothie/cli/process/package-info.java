@NullMarked
package io.smoothie.cli.process;

import org.jspecify.annotations.NullMarked;
