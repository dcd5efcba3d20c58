package io.smoothie.cli.process;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SlowClientsTest {
  @Test
  void a_client_that_does_not_read_does_not_keep_the_thread() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService one = Executors.newSingleThreadExecutor();
    CompletableFuture<Exception> ended = new CompletableFuture<>();
    server.setExecutor(one);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] much = new byte[1 << 20];
          try {
            while (true) {
              SlowClients.limit(
                  Duration.ofMillis(300), () -> exchange.getResponseBody().write(much));
            }
          } catch (IOException e) {
            ended.complete(e);
            throw e;
          }
        });
    server.start();
    try (Socket client =
        new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
      client
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      assertInstanceOf(IOException.class, ended.get(60, TimeUnit.SECONDS));
      CompletableFuture.runAsync(() -> {}, one).get(60, TimeUnit.SECONDS);
    } finally {
      server.stop(0);
      one.shutdownNow();
    }
  }
}
