package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A page in a real browser, Chromium without a window, driven by its own protocol over the JDK's
 * WebSocket.
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();

  /** Starts one with a profile of its own, or has the test skipped where there is no Chromium. */
  static Browser start(Path folder) throws IOException, InterruptedException {
    Path chromium =
        Binaries.orSkip(
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Binaries.find(name, Stream.of()).stream())
                .findFirst(),
            "chromium",
            "apt-get install chromium");
    Path profile = folder.resolve("chromium");
    Process process =
        new ProcessBuilder(
                chromium.toString(),
                "--headless=new",
                // Root, as which tests may run, has no sandbox; the page is our own.
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromium.log").toFile())
            .start();
    try {
      return new Browser(process, pageSocket(profile.resolve("DevToolsActivePort"), process));
    } catch (RuntimeException | IOException | InterruptedException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static URI pageSocket(Path portFile, Process process)
      throws IOException, InterruptedException {
    await("Chromium's port")
        .atMost(PATIENCE)
        .failFast("Chromium has ended", () -> !process.isAlive())
        .until(() -> Files.exists(portFile) && Files.readAllLines(portFile).size() > 1);
    URI list =
        URI.create("http://127.0.0.1:%s/json".formatted(Files.readAllLines(portFile).get(0)));
    String json =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(list).build(), BodyHandlers.ofString())
            .body();
    for (JsonNode target : MAPPER.readTree(json)) {
      if (target.path("type").asText().equals("page")) {
        return URI.create(target.path("webSocketDebuggerUrl").asText());
      }
    }
    throw new IOException("Chromium has no page: " + json);
  }

  private Browser(Process process, URI page) {
    this.process = process;
    socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Listener()).join();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      call(domain + ".enable", Map.of());
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        String whole = text.toString();
        text.setLength(0);
        take(whole);
      }
      from.request(1);
      return null;
    }
  }

  private void take(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      CompletableFuture<JsonNode> asked = answers.remove(json.path("id").asInt());
      if (asked != null) {
        asked.complete(json);
      }
      switch (json.path("method").asText()) {
        case "Network.requestWillBeSent" -> requests.add(json.at("/params/request/url").asText());
        case "Runtime.exceptionThrown", "Log.entryAdded" -> errors.add(text);
        default -> {}
      }
    } catch (IOException e) {
      errors.add(e.toString());
    }
  }

  /** A call of the DevTools protocol, and its result. */
  JsonNode call(String method, Map<String, ?> parameters) {
    int id = calls.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    try {
      socket
          .sendText(
              MAPPER.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)),
              true)
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      JsonNode json = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (json.has("error")) {
        throw new IllegalStateException(method + ": " + json);
      }
      return json.path("result");
    } catch (Exception e) {
      throw new IllegalStateException(method, e);
    }
  }

  void open(String url) {
    call("Page.navigate", Map.of("url", url));
    await("the page").atMost(PATIENCE).until(() -> is("document.readyState === 'complete'"));
  }

  /** What a JavaScript expression is, as text. */
  String read(String expression) {
    JsonNode result = call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result);
    }
    return result.at("/result/value").asText();
  }

  boolean is(String expression) {
    return read(expression).equals("true");
  }

  void awaits(String expression) {
    awaits(() -> expression + "; the page says:\n" + read("document.body.innerText"), expression);
  }

  private void awaits(Supplier<String> what, String expression) {
    try {
      await().atMost(PATIENCE).ignoreExceptions().until(() -> is(expression));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what.get(), e);
    }
  }

  /** The text that an element shows. */
  String text(String selector) {
    return read("document.querySelector(%s).innerText".formatted(quoted(selector)));
  }

  void awaitText(String selector, String words) {
    awaits(
        "[...document.querySelectorAll(%s)].some(e => e.checkVisibility() && e.innerText.includes(%s))"
            .formatted(quoted(selector), quoted(words)));
  }

  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** A key is pressed and let go, as by a person. */
  void press(String key) {
    Map<String, Integer> codes = Map.of("Tab", 9, "Enter", 13, "Escape", 27);
    for (String type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type,
              "key", key,
              "code", key,
              "text", key.equals("Enter") && type.equals("keyDown") ? "\r" : "",
              "windowsVirtualKeyCode", Optional.ofNullable(codes.get(key)).orElseThrow()));
    }
  }

  void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** As in {@code prefers-color-scheme}, {@code dark}. */
  void prefers(String feature, String value) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", feature, "value", value))));
  }

  void screenshot(Path file) throws IOException {
    String data = call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText();
    Files.write(file, Base64.getDecoder().decode(data));
  }

  /** The addresses of all that the page has asked for. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** What went wrong in the page: exceptions, and what the browser refused. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
