/** The robots' messages on their way to Temporal and the table. */
@NullMarked
package io.smoothie.gateway;

import org.jspecify.annotations.NullMarked;
