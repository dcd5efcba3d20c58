package io.smoothie.cli.show;

import io.smoothie.cli.output.Look;
import io.smoothie.cli.output.Look.Ink;
import io.smoothie.cli.output.Row;
import io.smoothie.workflow.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws the stages and highlights the path that an order took: five lines, at most 76 columns wide,
 * or 60 where there are fewer. Without colour, visited stages are marked {@code [x]}; lines of the
 * path are dashes, others dots.
 */
public final class PathRenderer {
  private static final int INDENT = 2;
  private static final int WIDE = 76;
  private static final int NARROW = 60;

  private final Look look;
  private final int middle;
  private final int branch;
  private final int end;
  private final int failed;
  private final int byway;

  public PathRenderer(Look look) {
    this.look = look;
    int node = Symbols.width(look) + 1;
    middle = Symbols.width(look) / 2;
    boolean wide = look.width() >= WIDE;
    branch = INDENT + node + (wide ? 22 : 20);
    end = branch + node + (wide ? 20 : 18);
    // Where there is little room the way to it ends on its name.
    failed = wide ? end : NARROW - node - Stage.STATE_MACHINE_FAILED.title().length();
    byway = branch - 3;
  }

  /** The picture, line by line. */
  public List<String> render(List<Visit> path) {
    return new Picture(path).lines();
  }

  /** Whether the order went from one stage to the other. */
  private static boolean went(List<Visit> path, Stage from, Stage to) {
    for (int i = 1; i < path.size(); i++) {
      if (path.get(i - 1).stage() == from && path.get(i).stage() == to) {
        return true;
      }
    }
    return false;
  }

  static Ink ink(Stage stage, Visit.@Nullable State state) {
    if (state == null) {
      return Ink.DIM;
    }
    if (state == Visit.State.NOW) {
      return Ink.NOW;
    }
    boolean bad = state == Visit.State.FAILED || stage == Stage.SET_ROBOT_BROKEN;
    return bad ? Ink.BAD : Ink.GOOD;
  }

  private final class Picture {
    private final Map<Stage, Visit.State> last = new EnumMap<>(Stage.class);
    private final Map<Stage, Integer> times = new EnumMap<>(Stage.class);
    private final boolean noRobot;
    private final boolean broke;
    private final boolean gaveUp;

    /** The order ended while it told its robot, or waited for the answer. */
    private final boolean cutShort;

    /** The order failed after its robot had made it. */
    private final boolean madeInVain;

    Picture(List<Visit> path) {
      for (Visit visit : path) {
        last.put(visit.stage(), visit.state());
        times.merge(visit.stage(), 1, Integer::sum);
      }
      noRobot =
          went(path, Stage.GET_ROBOT, Stage.STATE_MACHINE_FAILED)
              || went(path, Stage.SET_ROBOT_WORKING, Stage.STATE_MACHINE_FAILED);
      broke = went(path, Stage.TELL_ROBOT_ORDER, Stage.SET_ROBOT_BROKEN);
      gaveUp = went(path, Stage.SET_ROBOT_BROKEN, Stage.STATE_MACHINE_FAILED);
      cutShort = went(path, Stage.TELL_ROBOT_ORDER, Stage.STATE_MACHINE_FAILED);
      madeInVain = went(path, Stage.SET_ROBOT_FINISHED, Stage.STATE_MACHINE_FAILED);
    }

    List<String> lines() {
      Row getRobot = node(new Row(look), INDENT, Stage.GET_ROBOT);
      way(getRobot.add(Ink.NONE, " "), end, noRobot);
      corner(getRobot, noRobot, "┓", "┐", "+");
      Row working = node(new Row(look), INDENT, Stage.SET_ROBOT_WORKING);
      down(working, noRobot);
      Row tell = node(new Row(look), INDENT, Stage.TELL_ROBOT_ORDER);
      way(tell.add(Ink.NONE, " "), branch, broke || cutShort);
      if (cutShort) {
        corner(tell, true, broke ? "┳" : "━", "", broke ? "+" : "-");
        way(tell, end, true);
        corner(tell, true, noRobot ? "┫" : "┓", "", "+");
      } else {
        corner(tell, broke, "┓", "┐", "+");
        down(tell, noRobot);
      }
      Row finished = node(new Row(look), INDENT, Stage.SET_ROBOT_FINISHED);
      if (madeInVain) {
        way(finished.add(Ink.NONE, " "), byway, true);
        corner(finished, true, "┓", "", "+");
      }
      node(finished, branch, Stage.SET_ROBOT_BROKEN);
      way(finished.add(Ink.NONE, " "), end, gaveUp);
      corner(finished, gaveUp || cutShort || noRobot, gaveUp ? "┫" : "┃", "┤", "+");
      Row finish = node(new Row(look), INDENT, Stage.STATE_MACHINE_FINISH);
      if (madeInVain) {
        finish.fillTo(byway + middle, Ink.NONE, " ");
        corner(finish, true, "┗", "", "+");
        way(finish, failed - middle - 1, true);
      }
      node(finish, failed, Stage.STATE_MACHINE_FAILED);
      return List.of(
          getRobot.toString(),
          working.toString(),
          tell.toString(),
          finished.toString(),
          finish.toString());
    }

    private Row node(Row row, int column, Stage stage) {
      Visit.State state = last.get(stage);
      int count = times.getOrDefault(stage, 0);
      String more = count > 1 ? (look.colour() ? " ×" : " x") + count : "";
      return row.fillTo(column, Ink.NONE, " ")
          .add(ink(stage, state), Symbols.of(state, look) + " " + stage.title() + more);
    }

    /** A horizontal line to the right, up to the mark of the stage at {@code column}. */
    private void way(Row row, int column, boolean lit) {
      String way = look.colour() ? (lit ? "━" : "┄") : (lit ? "-" : ".");
      row.fillTo(column + middle, lit ? Ink.BAD : Ink.DIM, way);
    }

    private void corner(Row row, boolean lit, String drawn, String faint, String plain) {
      row.add(lit ? Ink.BAD : Ink.DIM, look.colour() ? (lit ? drawn : faint) : plain);
    }

    private void down(Row row, boolean lit) {
      String way = look.colour() ? (lit ? "┃" : "┊") : (lit ? "|" : ":");
      row.fillTo(end + middle, Ink.NONE, " ").add(lit ? Ink.BAD : Ink.DIM, way);
    }
  }
}
