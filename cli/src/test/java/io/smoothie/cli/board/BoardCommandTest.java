package io.smoothie.cli.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.testing.Shop;
import io.smoothie.cli.testing.StayingCommand;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code smoothie board} where no Temporal answers: its board says so. */
class BoardCommandTest {
  @TempDir Path home;
  private Surroundings user = new Surroundings(Map.of(), Path.of("."));

  @BeforeEach
  void open() {
    user = new Surroundings(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:1"), home);
  }

  private static String urlIn(String text) {
    return text.replaceFirst("(?s).*Board at (http://[^ ]*) .*", "$1");
  }

  @Test
  void it_says_where_it_is_serves_its_page_and_ends_with_ctrl_c() throws Exception {
    try (StayingCommand board = new StayingCommand(user, "board", "--port", "0")) {
      board.says("Ctrl-C stops it.");
      assertFalse(board.text().contains("WARNING"), board.text());
      String page =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(urlIn(board.text()))).build(),
                  BodyHandlers.ofString())
              .body();
      assertTrue(page.contains("<title>Smoothie</title>"), page);
      assertEquals(130, board.interrupt());
    }
  }

  @Test
  void beyond_loopback_it_warns_that_everyone_sees_the_shop() {
    try (StayingCommand board =
        new StayingCommand(user, "board", "--port", "0", "--bind", "0.0.0.0")) {
      board.says("WARNING: everyone who reaches 0.0.0.0 sees robots, orders and their params");
    }
  }

  @Test
  void options_that_cannot_be_are_refused_with_their_name() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      assertRefused(1, "choose another with --port PORT", "--port", port);
    }
    assertRefused(2, "--port 65536 is not a port", "--port", "65536");
    assertRefused(2, "--bind \"192.0.2.1\"", "--bind", "192.0.2.1");
    for (String url :
        List.of("ftp://host", "javascript:alert(1)", "http://user:secret@host", "x")) {
      String said = assertRefused(2, "is to begin with http:// or https://", "--ui-url", url);
      assertFalse(said.contains("secret"), said);
    }
  }

  private String assertRefused(int exit, String sentence, String... options) {
    String[] words = new String[options.length + 1];
    words[0] = "board";
    System.arraycopy(options, 0, words, 1, options.length);
    Shop.Ran ran = Shop.ran(user, List.of(words));
    assertEquals(exit, ran.exit(), ran.err());
    assertTrue(ran.err().contains(sentence), ran.err());
    return ran.out() + ran.err();
  }
}
