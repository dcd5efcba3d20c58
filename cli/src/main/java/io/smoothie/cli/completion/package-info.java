/** Completion: what may stand at the cursor of a shell, and the shells' scripts that ask for it. */
@NullMarked
package io.smoothie.cli.completion;

import org.jspecify.annotations.NullMarked;
