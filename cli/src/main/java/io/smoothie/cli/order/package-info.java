/** Placing an order. */
@NullMarked
package io.smoothie.cli.order;

import org.jspecify.annotations.NullMarked;
