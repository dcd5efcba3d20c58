package io.smoothie.cli.live;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that changes, and how it is shown.
 *
 * @param <T> what it is at one moment
 */
public interface View<T> {
  /** What it is now; may take some seconds. Called on a thread of its own, one call at a time. */
  T read() throws Exception;

  /**
   * A terminal's page, from the top. What does not fit is cut off, so the lines that matter most
   * come first. May be called by any thread.
   *
   * @param rows of the terminal, at least 1; likewise {@code columns}
   */
  List<String> page(T now, int rows, int columns);

  /**
   * Prints what has changed where there is no terminal to draw on; nothing where nothing has.
   *
   * @param before null at first
   */
  void print(@Nullable T before, T now);
}
