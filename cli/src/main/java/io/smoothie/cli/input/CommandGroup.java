package io.smoothie.cli.input;

import java.util.List;

/**
 * A command that is only a name for others. No annotation, whose classes would be loaded whenever
 * the group's help is looked up: {@link CommandTree} asks a group that is named, no other.
 */
public interface CommandGroup {
  /**
   * The commands of the group, in the order of its help: classes with picocli's {@code Command},
   * which says their names.
   */
  List<Class<?>> subcommands();
}
