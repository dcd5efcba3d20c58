package io.smoothie.cli.board;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.TemporalConnection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardServerTest {
  @TempDir Path folder;
  private final Messages messages = new Messages();
  private Shop shop;
  private TemporalConnection temporal;
  private Board board;

  @BeforeEach
  void open() throws Exception {
    shop = new Shop(folder);
    temporal = shop.temporal.impatientToo();
    board =
        new BoardPort("--port", 0)
            .open(new Board.Source(shop.table, temporal, "https://ui.example/", messages));
  }

  @AfterEach
  void close() {
    board.close();
    temporal.close();
    shop.close();
  }

  /** A connection that has sent a request, as it is: the JDK's client sets some headers itself. */
  private final class Client implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Client(String... lines) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(board.url()).getPort());
      socket.setSoTimeout(60_000);
      socket
          .getOutputStream()
          .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What it is sent up to and with a line that holds {@code words}; all, if none does. */
    String until(String words) throws IOException {
      StringBuilder text = new StringBuilder();
      String line = in.readLine();
      while (line != null) {
        text.append(line).append('\n');
        line = line.contains(words) ? null : in.readLine();
      }
      return text.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private Client get(String path) throws IOException {
    return new Client("GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close");
  }

  private void assertAnswer(String status, String words, String... request) throws IOException {
    try (Client client = new Client(request)) {
      String answer = client.until("\u0000");
      assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
      assertTrue(answer.contains(words), answer);
    }
  }

  @Test
  void the_page_is_served_with_a_policy_that_lets_nothing_else_in() throws Exception {
    try (Client client = get("/")) {
      String page = client.until("</html>");
      assertTrue(
          page.contains("Content-security-policy: default-src 'none'; script-src 'self'"), page);
      assertFalse(page.contains("unsafe"), page);
      assertTrue(page.contains("X-content-type-options: nosniff"), page);
      assertFalse(page.matches("(?s).*(<style|<script>|style=|onclick|https?://).*"), page);
    }
    for (String file : new String[] {"board.js", "board.css", "icon.svg", "machine.js"}) {
      assertAnswer(
          "200", "", "HEAD /" + file + " HTTP/1.1", "Host: 127.0.0.1:1", "Connection: close");
    }
  }

  @Test
  void only_reading_is_answered_and_only_under_the_names_of_loopback() throws Exception {
    assertAnswer(
        "405",
        "read only",
        "POST / HTTP/1.1",
        "Host: localhost",
        "Content-Length: 0",
        "Connection: close");
    assertAnswer("421", "localhost", "GET / HTTP/1.1", "Host: evil.example", "Connection: close");
    assertAnswer(
        "421", "localhost", "GET /events HTTP/1.1", "Host: evil.example", "Connection: close");
    assertAnswer(
        "404", "one page", "GET /../board.html HTTP/1.1", "Host: [::1]:80", "Connection: close");
    assertAnswer(
        "404",
        "one page",
        "GET /package-info.class HTTP/1.1",
        "Host: localhost",
        "Connection: close");
    assertAnswer(
        "400", "order", "GET /events?order=a%2Fb HTTP/1.1", "Host: localhost", "Connection: close");
    assertAnswer(
        "400", "", "GET /events?order=%zz HTTP/1.1", "Host: localhost", "Connection: close");
  }

  @Test
  void events_tell_of_the_shop_of_an_order_and_of_messages_as_they_pass() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.orders.place(
        new OrderId("one"),
        OrderRequest.of("Mango event: x").withStartToClose(Duration.ofMinutes(1)),
        Shop.QUEUE);
    messages.add(new Message(Instant.EPOCH, "robot → gateway", "robots/Robot1/x", "line", false));
    try (Client client = get("/events?order=smoothie-one")) {
      assertTrue(client.until("event: hello").contains("Content-type: text/event-stream"));
      assertTrue(client.until("\"topic\":").contains("robots/Robot1/x"));
      String order = client.until("\"SetRobotWorking\"");
      assertTrue(
          order.contains("https://ui.example/namespaces/default/workflows/smoothie-one/"), order);
      try (Client other = get("/events")) {
        String snapshot = other.until("\"smoothie\":\"Mango");
        assertTrue(snapshot.contains("\"by_status\":{\"WORKING\":1}"), snapshot);
      }
      messages.add(new Message(Instant.EPOCH, "? → ?", "later", "line", false));
      assertTrue(client.until("later").contains("event: message-passed"));
    }
  }

  @Test
  void where_nothing_changes_only_the_time_is_sent() throws Exception {
    shop.startWorker().run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.MAKES);
    shop.orders.place(new OrderId("made"), OrderRequest.of("Mango"), Shop.QUEUE);
    await().until(() -> shop.table.endings().find(new OrderId("made")).isPresent());
    try (Client client = get("/events?order=made")) {
      String first = client.until("event: tick");
      assertTrue(first.contains("\"client_id\":\"gateway\",\"listening\":true"), first);
      // A minute may pass meanwhile, which is news.
      await()
          .until(
              () -> {
                String calm = client.until("event: tick") + client.until("event: tick");
                return !calm.contains("event: snapshot") && !calm.contains("event: order");
              });
    }
  }

  @Test
  void so_many_may_look_at_once_and_a_seat_that_is_left_is_free_again() throws Exception {
    try (Closers clients = new Closers()) {
      for (int i = 1; i < BoardServer.MOST_VIEWERS; i++) {
        clients.add(get("/events")).until("event: hello");
      }
      Client last = get("/events");
      last.until("event: hello");
      assertAnswer(
          "503", "close one", "GET /events HTTP/1.1", "Host: localhost", "Connection: close");
      assertAnswer("200", "Smoothie", "GET / HTTP/1.1", "Host: localhost", "Connection: close");
      last.close();
      await()
          .until(
              () -> {
                try (Client next = get("/events")) {
                  return next.until("event: hello").startsWith("HTTP/1.1 200");
                }
              });
    }
  }

  @Test
  void a_taken_port_is_named_with_its_option_and_a_usual_one_gives_way() throws Exception {
    Board.Source source = new Board.Source(shop.table, temporal, null, null);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandFailure failure =
          assertThrows(
              CommandFailure.class,
              () -> new BoardPort("--board-port", taken.getLocalPort()).open(source));
      assertEquals(1, failure.exitCode());
      assertTrue(String.valueOf(failure.getMessage()).contains("--board-port PORT"));
    }
    // Of two with the usual port, one at least has another.
    try (Board one = new BoardPort("--port", null).open(source);
        Board other = new BoardPort("--port", null).open(source)) {
      assertFalse(one.url().equals(other.url()), one.url());
    }
    assertThrows(CommandFailure.class, () -> new BoardPort("--port", 65_536));
  }
}
