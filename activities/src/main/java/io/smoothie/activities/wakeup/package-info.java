/**
 * The way from the table's commits to the orders that wait in Temporal, which must be the table's
 * own.
 */
@NullMarked
package io.smoothie.activities.wakeup;

import org.jspecify.annotations.NullMarked;
