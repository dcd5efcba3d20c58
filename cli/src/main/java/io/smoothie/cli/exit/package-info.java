/** How a command ends: the exit codes, and the failure of a command that cannot go on. */
@NullMarked
package io.smoothie.cli.exit;

import org.jspecify.annotations.NullMarked;
