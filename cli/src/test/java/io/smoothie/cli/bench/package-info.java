/** Tests of the bench. */
@NullMarked
package io.smoothie.cli.bench;

import org.jspecify.annotations.NullMarked;
