package io.smoothie.cli.realtier;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.activities.table.Attempt;
import io.smoothie.cli.realtier.ProductionShop.Made;
import io.smoothie.workflow.AttemptOutcome;
import io.smoothie.workflow.OrderId;
import io.smoothie.workflow.OrderRequest;
import io.smoothie.workflow.temporal.TemporalUnavailableException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The servers of production, and every part of it killed in turn while two hundred orders go
 * through.
 */
@RealTier
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ProductionRealTest {
  /** So many orders are placed for each part that dies while they are on their way. */
  private static final int WAVE = 25;

  private static final int ORDERS = 8 * WAVE;

  /** Each places an order, waits for its end, and places the next. */
  private static final int CUSTOMERS = 40;

  private static final List<String> ROBOTS =
      IntStream.rangeClosed(1, 12).mapToObj(i -> "Robot" + i).toList();

  /** Every outage together is shorter: no robot is judged, and every order made by the first. */
  private static final OrderRequest ORDER =
      OrderRequest.of("Strawberry Smoothie").withStartToClose(Duration.ofMinutes(2));

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final List<Consumer<ProductionShop>> OUTAGES =
      List.of(
          shop -> shop.killWorker(0),
          gatewayDies(0),
          shop -> shop.killWorker(1),
          shop -> shop.postgres.restart(),
          shop -> shop.killWorker(2),
          gatewayDies(1),
          ProductionRealTest::killTemporalThenGateways,
          shop -> {});

  @TempDir Path folder;

  @Test
  void each_of_two_hundred_orders_is_made_once_while_every_part_dies_and_comes_back(
      RealServers servers) throws Exception {
    List<OrderId> orders = Stream.generate(OrderId::random).limit(ORDERS).toList();
    Map<OrderId, OrderEnd> ends = new ConcurrentHashMap<>();
    ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS);
    try (ProductionShop shop = new ProductionShop(servers, folder, ROBOTS)) {
      assertTrue(shop.temporal.version().startsWith("1.31."), shop.temporal::version);
      try {
        Set<ChildProcess> first = awaitOneThatShowsTheShop(shop);
        List<Future<?>> placed = new ArrayList<>();
        Iterator<OrderId> next = orders.iterator();
        for (Consumer<ProductionShop> outage : OUTAGES) {
          for (int i = 0; i < WAVE; i++) {
            OrderId order = next.next();
            placed.add(customers.submit(() -> ends.put(order, placeAndAwait(shop, order))));
          }
          await("robots at work").until(() -> shop.atWork().size() > ROBOTS.size() / 4);
          outage.accept(shop);
        }
        awaitAll(placed);

        assertEquals(Map.of("made", ORDERS), howMany(ends.values(), OrderEnd::how));
        assertEachMadeOnce(shop, orders);
        assertTemporalHasEachOnce(shop);
        shop.awaitRest();
        Set<ChildProcess> last = awaitOneThatShowsTheShop(shop);
        assertTrue(shop.workers().containsAll(last) && !last.equals(first), first + " " + last);
      } catch (AssertionError | RuntimeException e) {
        List<OrderId> open = orders.stream().filter(order -> !ends.containsKey(order)).toList();
        throw new AssertionError(
            "%s%nNot ended: %s%s".formatted(e.getMessage(), open, shop.ends()), e);
      }
    } finally {
      customers.shutdownNow();
    }
  }

  private static OrderEnd placeAndAwait(ProductionShop shop, OrderId order) {
    await("order %s to be placed".formatted(order))
        .atMost(PATIENCE)
        .ignoreException(TemporalUnavailableException.class)
        .until(() -> shop.orders().place(order, ORDER, shop.taskQueue()).order().equals(order));
    return OrderEnd.await(shop.client(), order, PATIENCE);
  }

  /** Answers that only gateways have when they die: the broker must have them still. */
  private static void killTemporalThenGateways(ProductionShop shop) {
    shop.temporal.kill();
    List<Made> atWork = shop.atWork();
    await("every robot to have made what it was told").until(() -> shop.made().containsAll(atWork));
    IntStream.range(0, ProductionShop.GATEWAYS).forEach(shop::killGateway);
    shop.temporal.restart();
    IntStream.range(0, ProductionShop.GATEWAYS).forEach(shop::startGateway);
  }

  private static Consumer<ProductionShop> gatewayDies(int number) {
    return shop -> {
      shop.killGateway(number);
      shop.startGateway(number);
    };
  }

  private static void awaitAll(List<Future<?>> placed) throws InterruptedException {
    for (Future<?> order : placed) {
      try {
        order.get();
      } catch (ExecutionException e) {
        throw new AssertionError(e.getMessage(), e);
      }
    }
  }

  /** By one robot that was told, and by no other, though the robot may have been told it twice. */
  private static void assertEachMadeOnce(ProductionShop shop, List<OrderId> orders) {
    Map<OrderId, String> made =
        shop.made().stream().collect(Collectors.toMap(Made::order, Made::robot));
    for (OrderId order : orders) {
      List<Attempt> told =
          shop.table().attempts().of(order).stream()
              .filter(attempt -> attempt.outcome().usesUpTheRobot())
              .toList();
      assertEquals(List.of(AttemptOutcome.SUCCEEDED), told.stream().map(Attempt::outcome).toList());
      assertEquals(told.get(0).robot().value(), made.get(order), order::toString);
    }
    assertEquals(ORDERS, made.size());
    assertEquals(
        List.of(),
        shop.table().robots().list().stream()
            .filter(robot -> robot.brokenReason() != null)
            .toList());
  }

  private static void assertTemporalHasEachOnce(ProductionShop shop) {
    String query = "TaskQueue = '%s'".formatted(shop.taskQueue());
    await("Temporal's list to have each order, once, as completed")
        .untilAsserted(
            () ->
                assertEquals(
                    Map.of(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED, ORDERS),
                    howMany(
                        shop.client().listExecutions(query).toList(), found -> found.getStatus())));
  }

  private static <T, K> Map<K, Integer> howMany(Iterable<T> all, Function<T, K> key) {
    Map<K, Integer> counts = new HashMap<>();
    all.forEach(one -> counts.merge(key.apply(one), 1, Integer::sum));
    return counts;
  }

  /** The reaper's lease runs out half a minute after its holder's death. */
  private static Set<ChildProcess> awaitOneThatShowsTheShop(ProductionShop shop) {
    return await("one worker that shows the robots of the shop")
        .until(
            () ->
                shop.workers().stream()
                    .filter(ProductionRealTest::showsTheShop)
                    .collect(Collectors.toSet()),
            showing -> showing.size() == 1);
  }

  private static boolean showsTheShop(ChildProcess worker) {
    try {
      HttpResponse<String> page = MetricsPage.get(MetricsPage.of(worker));
      return page.body().lines().anyMatch(line -> line.startsWith("smoothie_robots{"));
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
