@NullMarked
package io.smoothie.cli.completion;

import org.jspecify.annotations.NullMarked;
