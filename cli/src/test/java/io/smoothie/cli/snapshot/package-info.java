@NullMarked
package io.smoothie.cli.snapshot;

import org.jspecify.annotations.NullMarked;
