package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.board.Board;
import io.smoothie.cli.board.BoardPort;
import io.smoothie.cli.board.Message;
import io.smoothie.cli.board.Messages;
import io.smoothie.cli.testing.Robots;
import io.smoothie.cli.testing.Shop;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.SmoothieOrderWorkflow;
import io.smoothie.workflow.SmoothieOrderWorkflow.RobotSucceeded;
import io.smoothie.workflow.temporal.TemporalConnection;
import io.temporal.client.WorkflowOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board, in a real browser. */
@RealTier
class BoardRealTest {
  @TempDir Path folder;
  private final Messages messages = new Messages();
  private Shop shop;
  private TemporalConnection temporal;
  private Board board;
  private Browser browser;

  @BeforeEach
  void open() throws Exception {
    browser = Browser.start(folder);
    shop = new Shop(folder).startWorker();
    temporal = shop.temporal.impatientToo();
    board = board(0);
    browser.open(board.url());
  }

  @AfterEach
  void close() {
    if (browser == null) {
      return;
    }
    browser.close();
    if (shop != null) {
      board.close();
      temporal.close();
      shop.close();
    }
  }

  private Board board(int port) {
    return new BoardPort("--port", port)
        .open(new Board.Source(shop.table, temporal, "http://127.0.0.1:8233", messages));
  }

  private void place(String id, String smoothie, int attempts) {
    shop.orders.place(
        new OrderId(id),
        OrderRequest.of(smoothie).withStartToClose(Duration.ofMinutes(1)).withAttempts(attempts),
        Shop.QUEUE);
  }

  private void openOrder(String id) {
    browser.read("location.hash = 'order=%s'".formatted(id));
  }

  private void awaitStage(String stage, String state) {
    browser.awaits(
        "document.querySelector('[data-stage=%s]').classList.contains('%s')"
            .formatted(stage, state));
  }

  private int loops(String stage) {
    String times =
        browser.read(
            "document.querySelector('[data-stage=%s] .times')?.textContent ?? '×1'"
                .formatted(stage));
    return Integer.parseInt(times.substring(1));
  }

  private boolean isLit(String way) {
    return !browser
        .read("document.querySelector('[data-way=\"%s\"]').className.baseVal".formatted(way))
        .equals("way");
  }

  private void assertNothingOdd() {
    assertEquals(List.of(), browser.errors());
    List<String> elsewhere =
        browser.requests().stream().filter(url -> !url.startsWith(board.url())).toList();
    assertEquals(List.of(), elsewhere, "a request to somewhere else");
  }

  @Test
  void an_order_goes_from_waiting_to_made_before_the_eyes_without_a_reload() {
    browser.read("window.samePage = 'yes'");
    browser.awaitText("#robots-none", "smoothie robots add Robot1");
    shop.run("robots", "add", "Robot1");
    browser.awaitText(".tile", "Robot1");
    shop.run("robots", "drain", "Robot1");
    browser.awaitText(".tile .badge", "out of service");
    place("mango", "Mango", 1);
    browser.awaitText("#queue", "Mango");
    browser.awaitText("#queue", "Robot1 is OUT_OF_SERVICE");
    openOrder("mango");
    awaitStage("GetRobot", "now");
    browser.awaitText("#advice", "smoothie robots resume Robot1");

    shop.run("robots", "resume", "Robot1");
    awaitStage("TellRobotOrder", "now");
    browser.awaitText("#order-line", "working");
    browser.awaits(
        "/left, until/.test(document.querySelector('[data-stage=TellRobotOrder] .under').textContent)");
    assertTrue(browser.is("document.querySelector('.stage.now rect').getAnimations().length > 0"));
    browser.prefers("prefers-reduced-motion", "reduce");
    assertTrue(
        browser.is("document.querySelector('.stage.now rect').getAnimations().length === 0"));

    var unused =
        shop.orders.succeeded(
            new OrderId("mango"), new RobotSucceeded(new RobotName("Robot1"), null));
    for (String stage :
        List.of("GetRobot", "SetRobotWorking", "TellRobotOrder", "SetRobotFinished")) {
      awaitStage(stage, "done");
    }
    awaitStage("StateMachineFinish", "done");
    awaitStage("StateMachineFailed", "untaken");
    assertTrue(isLit("SetRobotFinished>StateMachineFinish"));
    assertFalse(isLit("TellRobotOrder>SetRobotBroken"));
    browser.awaitText("#order-line", "made");
    assertEquals(
        "http://127.0.0.1:8233/namespaces/default/workflows/smoothie-mango",
        browser.read(
            "document.querySelector('#order-line a').href.split('/').slice(0, 7).join('/')"));
    openOrder("");
    browser.awaitText("#endings", "made by Robot1");
    browser.awaitText(".figure", "made");
    assertEquals("yes", browser.read("window.samePage"), "no reload");
    assertNothingOdd();
  }

  @Test
  void a_robot_that_fails_is_red_and_the_next_attempt_is_counted() {
    shop.run("robots", "add", "Robot1", "Robot2");
    shop.robots.when("Robot1", Robots.fails("the blender is jammed"));
    shop.robots.when("Robot2", Robots.MAKES);
    place("twice", "Kiwi", 3);
    openOrder("twice");
    awaitStage("StateMachineFinish", "done");

    assertEquals(2, loops("GetRobot"));
    assertEquals(2, loops("TellRobotOrder"));
    awaitStage("SetRobotBroken", "done");
    assertTrue(isLit("SetRobotBroken>GetRobot"));
    assertFalse(isLit("SetRobotBroken>StateMachineFailed"));
    browser.awaitText("#path", "the blender is jammed");
    browser.awaitText("#attempts", "Robot2");
    openOrder("");
    browser.awaitText(".tile[data-status=BROKEN]", "the blender is jammed");
    assertNothingOdd();
  }

  @Test
  void an_order_that_fails_says_where_why_and_what_to_do() {
    shop.run("robots", "add", "Robot1");
    shop.robots.when("Robot1", Robots.fails("no more ice"));
    place("failed", "Ice", 1);
    openOrder("failed");

    awaitStage("StateMachineFailed", "failed");
    awaitStage("TellRobotOrder", "failed");
    assertTrue(isLit("SetRobotBroken>StateMachineFailed"));
    browser.awaitText("#order-trouble", "no more ice");
    browser.awaitText("#advice", "smoothie robots repair Robot1");
    openOrder("nothing-there");
    browser.awaitText("#order-trouble", "There is no order nothing-there");
    assertNothingOdd();
  }

  @Test
  void a_hostile_name_is_text_and_nothing_more() {
    String name = "<img src=x onerror=\"document.title='hit'\"><b>" + "w".repeat(60) + "</b>";
    shop.run("robots", "add", "Robot1");
    place("hostile", name, 1);
    browser.awaitText(".tile-order a", "<img src=x");
    messages.add(new Message(Instant.now(), "robot → gateway", "robots/<b>/x", name, false));
    browser.awaitText("#messages", "robots/<b>/x");
    assertEquals("0", browser.read("document.querySelectorAll('main img, main b').length"));
    openOrder("hostile");
    browser.awaitText("#order-title", name);
    assertFalse(browser.read("document.title").contains("hit"));

    // No client of ours places such a name; Temporal's own can.
    shop.temporal
        .client()
        .newUntypedWorkflowStub(
            SmoothieOrderWorkflow.TYPE,
            WorkflowOptions.newBuilder()
                .setWorkflowId(new OrderId("bidi").workflowId())
                .setTaskQueue(Shop.QUEUE)
                .build())
        .start(OrderRequest.of("\u202eelppA"));
    openOrder("bidi");
    awaitStage("StateMachineFailed", "failed");
    assertFalse(browser.is("document.body.innerText.includes('\\u202e')"), "an override");
    assertNothingOdd();
  }

  @Test
  void what_was_known_stays_while_the_server_is_away_and_it_is_found_again() {
    shop.run("robots", "add", "Robot1");
    browser.awaitText(".tile", "Robot1");
    int port = URI.create(board.url()).getPort();
    board.close();
    browser.awaitText("#troubles", "The board’s server does not answer since");
    browser.awaitText(".tile", "Robot1");

    shop.run("robots", "add", "Robot2");
    board = board(port);
    browser.awaitText(".tile", "Robot2");
    browser.awaits("document.querySelector('#troubles').childElementCount === 0");
  }

  @Test
  void temporal_and_the_table_away_are_named_with_since_when() {
    shop.run("robots", "add", "Robot1");
    browser.awaitText(".tile", "Robot1");
    shop.temporalGoesAway();
    browser.awaitText("#troubles", "Temporal does not answer since");
    openOrder("unread");
    browser.awaits("document.querySelector('#order-trouble').innerText.length > 20");
    openOrder("");
    shop.table.close();
    browser.awaitText("#troubles", "The table does not answer since");
    browser.awaitText(".tile", "Robot1");
    assertNothingOdd();
  }

  @Test
  void all_of_it_fits_a_small_telephone_and_a_wall() {
    String[] names =
        IntStream.range(0, 30).mapToObj(i -> i + "-" + "long".repeat(25)).toArray(String[]::new);
    shop.table.robots().add(Arrays.stream(names).map(RobotName::new).toList());
    place("x".repeat(100), "W".repeat(100), 1);
    browser.awaitText(".tile", "W".repeat(100));
    for (int width : new int[] {360, 1024, 3840}) {
      browser.size(width, 900);
      for (String at : List.of("", "x".repeat(100))) {
        openOrder(at);
        browser.awaits(
            at.isEmpty()
                ? "!document.querySelector('#board').hidden"
                : "document.querySelector('#machine svg') !== null");
        assertEquals(
            browser.read("document.documentElement.clientWidth"),
            browser.read("document.documentElement.scrollWidth"),
            "%d wide, order '%s'".formatted(width, at));
      }
    }
    assertNothingOdd();
  }

  @Test
  void the_keyboard_alone_opens_an_order_and_comes_back_to_where_it_was() {
    shop.run("robots", "add", "Robot1");
    place("keyed", "Mango", 1);
    browser.awaitText(".tile-order a", "Mango");
    await()
        .until(
            () -> {
              browser.press("Tab");
              return browser.is("document.activeElement.dataset.order === 'keyed'");
            });
    String focused = "document.activeElement.closest('.tile') !== null";
    assertTrue(browser.is(focused));
    shop.run("robots", "add", "Robot0", "Robot2");
    browser.awaitText(".tile", "Robot2");
    assertTrue(browser.is(focused), "an update leaves the focus");

    browser.press("Enter");
    browser.awaits("document.activeElement.id === 'order-title'");
    awaitStage("TellRobotOrder", "now");
    browser.press("Escape");
    browser.awaits("document.activeElement.dataset.order === 'keyed'");
    assertEquals(
        "0",
        browser.read(
            "[...document.querySelectorAll('section')].filter(s => !s.ariaLabel && !s.getAttribute('aria-labelledby')).length"));
    assertNothingOdd();
  }
}
