@NullMarked
package io.smoothie.cli.help;

import org.jspecify.annotations.NullMarked;
