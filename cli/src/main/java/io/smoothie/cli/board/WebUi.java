package io.smoothie.cli.board;

import io.smoothie.workflow.OrderId;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Temporal's Web UI.
 *
 * @param url where it is, or null when that is not known
 * @param namespace the one whose executions it shows
 */
record WebUi(@Nullable String url, String namespace) {
  /** Whether {@code url} can be opened by a browser, and holds no secret to pass on. */
  static boolean isUrl(String url) {
    try {
      URI uri = URI.create(url);
      return uri.getHost() != null
          && uri.getUserInfo() == null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The page of the order's execution, or null. */
  @Nullable String of(OrderId order, String runId) {
    return url == null
        ? null
        : "%s/namespaces/%s/workflows/%s/%s/history"
            .formatted(
                url.replaceFirst("/+$", ""),
                encoded(namespace),
                encoded(order.workflowId()),
                encoded(runId));
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
