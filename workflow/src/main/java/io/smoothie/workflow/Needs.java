package io.smoothie.workflow;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which robots may take an order: those that have all of its skills; of these only {@code robot},
 * unless that is null.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Needs(@JsonProperty("needs") Skills skills, @Nullable RobotName robot) {
  /** Every robot may. */
  public static final Needs NONE = new Needs(Skills.NONE, null);

  /** JSON has no skills where none are needed. */
  public Needs {
    skills = Objects.requireNonNullElse(skills, Skills.NONE);
  }

  @JsonIgnore
  public boolean isNone() {
    return skills.isEmpty() && robot == null;
  }

  /** What the order waits for: {@code a free robot with the skill heat}, {@code R7}. */
  public String robotInWords() {
    if (robot != null) {
      return robot.value();
    }
    return skills.isEmpty() ? "a free robot" : "a free robot with " + skills.inWords();
  }

  /** To follow other terms of an order; empty when every robot may take it. */
  public String terms() {
    return (skills.isEmpty() ? "" : ", needs " + String.join(" and ", skills.names()))
        + (robot == null ? "" : ", by %s only".formatted(robot));
  }
}
