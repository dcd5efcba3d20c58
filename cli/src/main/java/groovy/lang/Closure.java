package groovy.lang;

/**
 * Picocli looks for this class of Groovy's whenever it begins. Where there is none, every jar of
 * the class path is opened to find that out, which takes longer than most of the rest. No object of
 * it is ever made.
 */
final class Closure {
  private Closure() {}
}
