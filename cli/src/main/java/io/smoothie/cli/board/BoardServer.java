package io.smoothie.cli.board;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smoothie.cli.board.Guard.Refusal;
import io.smoothie.cli.board.StaticFiles.Content;
import io.smoothie.cli.process.SlowClients;
import io.smoothie.workflow.thread.Daemons;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the board: its page, and the events that keep it up to date. Answers GET and HEAD, changes
 * nothing. At most {@value #MOST_VIEWERS} look at once.
 */
final class BoardServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BoardServer.class);
  static final int MOST_VIEWERS = 50;

  /** Beside the viewers, who have a thread each. */
  private static final int THREADS_FOR_FILES = 6;

  private final HttpServer server;
  private final InetAddress address;
  private final Guard guard;
  private final StaticFiles files = new StaticFiles();
  private final EventStreams events;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(MOST_VIEWERS + THREADS_FOR_FILES, Daemons.named("board"));

  static {
    SlowClients.limitRequests();
  }

  private BoardServer(HttpServer server, InetAddress address, EventStreams events) {
    this.server = server;
    this.address = address;
    this.events = events;
    guard = new Guard(address);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * @param port 0 for any free one
   * @throws IOException when nothing can listen there
   */
  static BoardServer open(InetAddress address, int port, EventStreams events) throws IOException {
    return new BoardServer(
        HttpServer.create(new InetSocketAddress(address, port), 0), address, events);
  }

  String url() {
    String host = address.getHostAddress();
    return "http://%s:%d/"
        .formatted(host.contains(":") ? "[" + host + "]" : host, server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Guard.protect(exchange.getResponseHeaders());
      Optional<Refusal> refusal = guard.refusal(exchange);
      String path = exchange.getRequestURI().getPath();
      if (refusal.isPresent()) {
        text(exchange, refusal.get().status(), refusal.get().why());
      } else if (path.equals("/events")) {
        stream(exchange);
      } else {
        Optional<Content> file = files.at(path);
        if (file.isPresent()) {
          send(exchange, 200, file.get());
        } else {
          text(exchange, 404, "The board has one page, at /.");
        }
      }
    } catch (RuntimeException e) {
      // The JDK's server would close the connection and tell nobody.
      log.warn("{} could not be answered", exchange.getRequestURI(), e);
      throw e;
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    Optional<Refusal> refusal = events.stream(exchange);
    if (refusal.isPresent()) {
      text(exchange, refusal.get().status(), refusal.get().why());
    }
  }

  private static void text(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    send(exchange, status, new Content("text/plain; charset=utf-8", bytes));
  }

  private static void send(HttpExchange exchange, int status, Content content) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", content.type());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, content.bytes().length);
    OutputStream body = exchange.getResponseBody();
    SlowClients.limit(() -> body.write(content.bytes()));
    body.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
