package io.smoothie.cli.simulator;

import io.smoothie.activities.mqtt.MqttSettings;
import io.smoothie.cli.config.MqttOptions;
import io.smoothie.cli.config.Surroundings;
import io.smoothie.cli.exit.CommandFailure;
import io.smoothie.cli.exit.ExitCode;
import io.smoothie.cli.input.Known;
import io.smoothie.cli.input.SkillOptions;
import io.smoothie.cli.input.Values;
import io.smoothie.cli.log.LogFormat;
import io.smoothie.cli.log.Logs;
import io.smoothie.cli.process.Closers;
import io.smoothie.cli.process.RunUntilSignal;
import io.smoothie.cli.trace.Traces;
import io.smoothie.workflow.Durations;
import io.smoothie.workflow.JobData;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.Skills;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code smoothie robot}. */
@Command(
    name = "robot",
    description = {
      "Simulates robots on the demo's wire: MQTT and nothing else, one smoothie per task token.",
      "An order finds them once they are in the table: smoothie robots add NAME."
    },
    exitCodeList = {
      ExitCode.InHelp.DONE,
      ExitCode.InHelp.REFUSED,
      ExitCode.InHelp.USAGE,
      ExitCode.InHelp.UNAVAILABLE,
      ExitCode.InHelp.INTERRUPTED
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  smoothie robot Robot1 Robot2",
      "  smoothie robot Robot3 --make-time 1s --status --fail=\"no milk\"",
      "  smoothie robot Robot4 --result '{\"grams\":310}'",
      "  smoothie robot Robot5 --make-time 1m --progress 1s --stall-at 40",
      "  smoothie robot Robot6 --skill blend,heat"
    })
public final class RobotCommand implements Callable<Integer> {
  private static final Duration LEAST_PROGRESS = Duration.ofMillis(10);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      completionCandidates = Known.Robots.class,
      description = "The robots' names.")
  private List<String> names = List.of();

  @Mixin private MqttOptions mqtt = new MqttOptions();

  @Mixin private MakeTimeOption makeTime = new MakeTimeOption();

  @Option(
      names = "--late",
      paramLabel = "DURATION",
      defaultValue = "0",
      converter = Values.OfDuration.class,
      description = "How long they then keep their answer to themselves.")
  private Duration late = Duration.ZERO;

  @Option(names = "--silent", description = "Never answer.")
  private boolean silent;

  @Option(names = "--duplicate", description = "Say every answer twice.")
  private boolean duplicate;

  @Option(
      names = "--fail",
      arity = "0..1",
      preprocessor = AttachedOnly.class,
      paramLabel = "REASON",
      description = "Fail every order, with a reason (--fail=REASON) or without.")
  private @Nullable String failure;

  @Option(
      names = "--status",
      description =
          "Say ONLINE and OFFLINE (birth, will), in JSON with a session, and with their skills;"
              + " --skill says it, too.")
  private boolean status;

  @Mixin private SkillOptions skills = new SkillOptions();

  @Option(
      names = "--result",
      paramLabel = "OBJECT",
      converter = Values.OfJobData.class,
      description = "Say this of every smoothie: a JSON object, which becomes the order's result.")
  private @Nullable JobData result;

  @Option(
      names = "--progress",
      paramLabel = "DURATION",
      converter = Values.OfDuration.class,
      description = "How often they say how far they are, 10ms or longer (default: not at all).")
  private @Nullable Duration progress;

  @Option(
      names = "--stall-at",
      paramLabel = "PERCENT",
      description =
          "Say nothing more once this much is done, 0 to 100, and never answer (--progress is 1s"
              + " then, unless it is given).")
  private @Nullable Integer stallAt;

  /**
   * Takes a reason only from {@code --fail=REASON}: in {@code --fail Robot1} the next word is a
   * robot's name.
   */
  private static final class AttachedOnly implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> how) {
      if (" ".equals(how.get("separator"))) {
        arguments.push("");
      }
      return false;
    }
  }

  @Override
  public Integer call() throws Exception {
    Logs.toStderr(LogFormat.TEXT);
    return RunUntilSignal.run(this::serve);
  }

  private int serve() throws InterruptedException {
    List<RobotName> robots = names.stream().distinct().map(RobotName::new).toList();
    MqttSettings broker = mqtt.settings();
    Behaviour behaviour = behaviour();
    PrintWriter out = spec.commandLine().getOut();
    try (Closers closers = new Closers()) {
      closers.add(Traces.ofProcess(Surroundings.of(spec), "smoothie-robot"));
      List<CompletableFuture<String>> takenOver = new ArrayList<>();
      for (RobotName name : robots) {
        takenOver.add(
            closers
                .start(
                    () -> SimulatedRobot.switchOn(broker, name, behaviour, line -> say(out, line)))
                .takenOver());
      }
      spec.commandLine()
          .getErr()
          .printf(
              "%s: on at MQTT %s. Ctrl-C switches %s off.%n",
              String.join(", ", robots.stream().map(RobotName::value).toList()),
              broker.shown(),
              robots.size() == 1 ? "it" : "them");
      Object reason = CompletableFuture.anyOf(takenOver.toArray(new CompletableFuture<?>[0])).get();
      throw new CommandFailure(
          ExitCode.UNAVAILABLE, reason + " A robot's name is for one robot: choose another.");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Behaviour behaviour() {
    Duration every = progress == null && stallAt != null ? Duration.ofSeconds(1) : progress;
    if (every != null && every.compareTo(LEAST_PROGRESS) < 0) {
      throw new ParameterException(
          spec.commandLine(), "--progress is %s; at least 10ms".formatted(Durations.format(every)));
    }
    if (stallAt != null && (stallAt < 0 || stallAt > 100)) {
      throw new ParameterException(
          spec.commandLine(), "--stall-at is %d; it goes from 0 to 100".formatted(stallAt));
    }
    Skills able = skills.given();
    return new Behaviour(
        makeTime.duration(),
        late,
        silent,
        duplicate,
        failure,
        status || able != null,
        result,
        every,
        stallAt,
        able);
  }

  private static void say(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
