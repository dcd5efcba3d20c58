/** An in-memory Temporal, a table in a file, a worker and robots that do as they are told. */
@NullMarked
package io.smoothie.cli.testing;

import org.jspecify.annotations.NullMarked;
