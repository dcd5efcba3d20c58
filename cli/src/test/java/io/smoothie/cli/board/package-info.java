@NullMarked
package io.smoothie.cli.board;

import org.jspecify.annotations.NullMarked;
