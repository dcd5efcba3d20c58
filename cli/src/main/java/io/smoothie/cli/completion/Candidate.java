package io.smoothie.cli.completion;

import io.smoothie.workflow.Text;

/**
 * What may stand at the cursor.
 *
 * @param word the whole word
 * @param description a few words about it, or empty
 */
record Candidate(String word, String description) {
  private static final int MOST_DESCRIBED = 70;

  Candidate(String word) {
    this(word, "");
  }

  /** As the shells' scripts read it. */
  String line() {
    return word + "\t" + Text.forOneLine(description, MOST_DESCRIBED);
  }
}
