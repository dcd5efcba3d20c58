/** Looking at orders and cancelling them. */
@NullMarked
package io.smoothie.cli.orders;

import org.jspecify.annotations.NullMarked;
