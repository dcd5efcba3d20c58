package io.smoothie.cli.stack;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} says once it is up: where everything is, and what to type next.
 *
 * @param bind the address that the broker listens at without TLS
 * @param board where the board is; null: there is none
 * @param robots which ones are simulated, in words
 * @param caDir the option by which {@code robots provision} finds the authorities, or nothing
 */
record UpGreeting(
    Stack stack, String bind, @Nullable String board, String robots, String caDir, Path log) {
  void say(Screen screen) {
    screen.line("Smoothie is up. Ctrl-C stops it.");
    screen.empty();
    screen.line(
        "  Temporal  %s: %s; %s"
            .formatted(
                stack.temporal().address(), stack.temporal().kind(), stack.temporal().explained()));
    stack.temporal().ui().ifPresent(ui -> screen.line("  Web UI    " + ui));
    screen.line(
        "  MQTT      "
            + stack.mqttUrl()
            + (bind.equals(Ports.LOOPBACK) ? "" : ", listening at " + bind));
    RobotListener listener = stack.robots();
    if (listener != null) {
      screen.line(
          "            %s, listening at %s: robots elsewhere, each with a certificate"
              .formatted(listener.shownUrl(), listener.bind()));
    }
    screen.line("  Table     " + stack.tableUrl());
    screen.line("  Robots    " + robots);
    if (board != null) {
      screen.line("  Board     " + board);
    }
    screen.line("  Log       " + log);
    if (listener != null) {
      screen.empty();
      screen.line(
          "A robot elsewhere gets its certificate, from the authorities in %s, with:"
              .formatted(listener.authorities().folder()));
      screen.line(
          "  ./smoothie robots provision NAME --out FOLDER --broker %s:%d%s"
              .formatted(Hosts.elsewhere(listener.bind()), listener.port(), caDir));
    } else if (Ports.isBeyondLoopback(bind)) {
      screen.empty();
      screen.line(
          "WARNING: the broker listens at %s: every client that reaches it can answer for any robot."
              .formatted(bind));
    }
    screen.empty();
    screen.line("In another terminal:  ./smoothie order \"Strawberry Smoothie\"");
    screen.line("MQTT messages, as they pass the broker:");
    screen.empty();
  }
}
