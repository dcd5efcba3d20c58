package io.smoothie.cli.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files of the page, by the path at which each is served; no other file can be asked for. */
final class StaticFiles {
  private static final Map<String, String> TYPES =
      Map.of(
          "board.html", "text/html; charset=utf-8",
          "board.css", "text/css; charset=utf-8",
          "icon.svg", "image/svg+xml",
          "board.js", "text/javascript; charset=utf-8",
          "charts.js", "text/javascript; charset=utf-8",
          "dom.js", "text/javascript; charset=utf-8",
          "lists.js", "text/javascript; charset=utf-8",
          "machine.js", "text/javascript; charset=utf-8",
          "order.js", "text/javascript; charset=utf-8",
          "stream.js", "text/javascript; charset=utf-8");

  private final Map<String, Content> files =
      TYPES.keySet().stream().collect(Collectors.toMap(name -> "/" + name, StaticFiles::read));

  /** A file of the page. */
  @SuppressWarnings("ArrayRecordComponent") // read only here
  record Content(String type, byte[] bytes) {}

  Optional<Content> at(String path) {
    return Optional.ofNullable(files.get(path.equals("/") ? "/board.html" : path));
  }

  private static Content read(String name) {
    try (InputStream in = StaticFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The board's file %s is missing".formatted(name));
      }
      return new Content(String.valueOf(TYPES.get(name)), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
