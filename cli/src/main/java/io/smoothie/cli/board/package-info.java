/** The board: a page in a browser that shows the shop as it is. */
@NullMarked
package io.smoothie.cli.board;

import org.jspecify.annotations.NullMarked;
