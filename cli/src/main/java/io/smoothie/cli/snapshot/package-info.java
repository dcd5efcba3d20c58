/** The shop at one moment, as every board shows it. */
@NullMarked
package io.smoothie.cli.snapshot;

import org.jspecify.annotations.NullMarked;
