/** What this shop's jobs take. */
@NullMarked
package io.smoothie.activities.job;

import org.jspecify.annotations.NullMarked;
