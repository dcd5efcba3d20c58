/** What the documents promise, held against the program. */
@NullMarked
package io.smoothie.cli.docs;

import org.jspecify.annotations.NullMarked;
