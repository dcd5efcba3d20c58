package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a robot can do, or what an order needs: skills by their names, each once, sorted. A name is
 * 1 to 64 of {@code [A-Za-z0-9_.:-]}, as a robot's name is, and large and small letters differ.
 */
public record Skills(@JsonValue List<String> names) {
  /** How many a robot may have, and an order may need. */
  public static final int MOST = 32;

  public static final Skills NONE = new Skills(List.of());

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

  /**
   * @throws IllegalArgumentException when there are too many, or one has no skill's name; says so
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Skills {
    for (String name : names) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "\"%s\" is not a skill's name: it takes 1 to 64 letters, digits, underscores, hyphens, dots and colons"
                .formatted(Text.forOneLine(name, 80)));
      }
    }
    names = List.copyOf(new TreeSet<>(names));
    if (names.size() > MOST) {
      throw new IllegalArgumentException(
          "there are %s skills; at most %s are taken".formatted(names.size(), MOST));
    }
  }

  public static Skills of(Collection<String> names) {
    return new Skills(List.copyOf(names));
  }

  /**
   * Reads what any program may have sent; none where nothing or null was.
   *
   * @throws IllegalArgumentException when it is no list of skills; says what is wrong
   */
  public static Skills ofJson(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return NONE;
    }
    List<String> names = new ArrayList<>();
    json.forEach(name -> names.add(name.isTextual() ? name.textValue() : ""));
    if (!json.isArray() || names.contains("")) {
      throw new IllegalArgumentException("not a list of skills' names such as [\"blend\"]");
    }
    return new Skills(names);
  }

  /** Reads what {@link #text} writes. */
  public static Skills ofText(String text) {
    return text.isEmpty() ? NONE : new Skills(List.of(text.split(" ", -1)));
  }

  /** The names with a blank between each two: equal for equal skills. */
  public String text() {
    return String.join(" ", names);
  }

  @JsonIgnore
  public boolean isEmpty() {
    return names.isEmpty();
  }

  public Skills without(Collection<String> others) {
    return of(names.stream().filter(name -> !others.contains(name)).toList());
  }

  /** {@code the skill heat}, {@code the skills blend and heat}. */
  public String inWords() {
    int last = names.size() - 1;
    return last < 1
        ? "the skill " + text()
        : "the skills %s and %s"
            .formatted(String.join(", ", names.subList(0, last)), names.get(last));
  }

  @Override
  public String toString() {
    return text();
  }
}
