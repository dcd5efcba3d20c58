/**
 * The table: which robots there are, what each holds, who waits for one, and what became of every
 * attempt. Knows the database and nothing else.
 */
@NullMarked
package io.smoothie.activities.table;

import org.jspecify.annotations.NullMarked;
