/** What a command says of its use: its help, and what to type instead of what was mistyped. */
@NullMarked
package io.smoothie.cli.help;

import org.jspecify.annotations.NullMarked;
