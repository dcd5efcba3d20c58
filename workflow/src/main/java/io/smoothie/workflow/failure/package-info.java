/** Failures in words: whatever room they come from. */
@NullMarked
package io.smoothie.workflow.failure;

import org.jspecify.annotations.NullMarked;
