package io.smoothie.cli.realtier;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metrics of a process that has {@code --metrics-port 0}. */
final class MetricsPage {
  private MetricsPage() {}

  static URI of(ChildProcess process) {
    process.awaitOutput("/metrics\n");
    Matcher url = Pattern.compile("Metrics at (http:\\S+)").matcher(process.output());
    if (!url.find()) {
      throw new AssertionError(process.output());
    }
    return URI.create(url.group(1));
  }

  static HttpResponse<String> get(URI page) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(page).build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
