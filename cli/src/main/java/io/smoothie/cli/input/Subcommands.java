package io.smoothie.cli.input;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The commands of a group, in the order of its help; {@link CommandTree} adds them to it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Subcommands {
  /** Classes with picocli's {@code Command}, which says their names. */
  Class<?>[] value();
}
