/** The activities of an order, and the worker that hosts them. */
@NullMarked
package io.smoothie.activities.worker;

import org.jspecify.annotations.NullMarked;
