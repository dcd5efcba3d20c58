package io.smoothie.cli.input;

import java.util.Collections;
import java.util.Iterator;

/**
 * Marks parameters of type String whose values the table knows, for completion: to be named as
 * their {@code completionCandidates}. Others tell by their type.
 */
public final class Known {
  private Known() {}

  /** Names of robots. */
  public static final class Robots implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Collections.emptyIterator();
    }
  }

  /** Order IDs. */
  public static final class Orders implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Collections.emptyIterator();
    }
  }
}
