/** A way into the in-memory Temporal's own parts. */
@NullMarked
package io.temporal.internal.testservice;

import org.jspecify.annotations.NullMarked;
