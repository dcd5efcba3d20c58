@NullMarked
package io.smoothie.cli;

import org.jspecify.annotations.NullMarked;
