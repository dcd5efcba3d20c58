/**
 * Where orders are tried out: an in-memory Temporal whose time is skipped, and a fake of all that
 * an order asks of the world.
 */
@NullMarked
package io.smoothie.workflow.kitchen;

import org.jspecify.annotations.NullMarked;
