package io.smoothie.activities.table;

import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * JDBI's own templates, {@code <names>} for a list, for those statements that may be one. The
 * others are taken as they are: JDBI's parser takes a while to begin.
 */
final class ListTemplates implements TemplateEngine {
  private final TemplateEngine lists = new DefinedAttributeTemplateEngine();

  @Override
  public String render(String template, StatementContext context) {
    return isPlain(template) ? template : lists.render(template, context);
  }

  @Override
  public Optional<Function<StatementContext, String>> parse(
      String template, ConfigRegistry config) {
    return isPlain(template) ? Optional.of(context -> template) : lists.parse(template, config);
  }

  /** Neither a list nor, after a backslash, a sign that looks like the beginning of one. */
  private static boolean isPlain(String template) {
    return template.indexOf('<') < 0 && template.indexOf('\\') < 0;
  }
}
