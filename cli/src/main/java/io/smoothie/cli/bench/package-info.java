/** How fast it is, here: orders through everything, beside Temporal's bare engine. */
@NullMarked
package io.smoothie.cli.bench;

import org.jspecify.annotations.NullMarked;
