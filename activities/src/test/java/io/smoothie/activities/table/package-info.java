/**
 * Tests of the table: contracts written once for any database, and tests of each database's own.
 */
@NullMarked
package io.smoothie.activities.table;

import org.jspecify.annotations.NullMarked;
