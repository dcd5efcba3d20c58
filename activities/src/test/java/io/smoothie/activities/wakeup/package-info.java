/** Tests of the wake-ups, with a real table. */
@NullMarked
package io.smoothie.activities.wakeup;

import org.jspecify.annotations.NullMarked;
