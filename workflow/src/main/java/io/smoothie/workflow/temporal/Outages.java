package io.smoothie.workflow.temporal;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.smoothie.workflow.Text;
import io.smoothie.workflow.failure.InnermostCause;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that Temporal does not answer and once that it answers again, for all calls together: a
 * worker's forty pollers would otherwise each log every failed try. While Temporal does not answer,
 * it is asked every 2 seconds. Thread-safe.
 */
final class Outages implements ClientInterceptor {
  private static final Logger log = LoggerFactory.getLogger(TemporalConnection.class);
  private static final long PAUSE_MILLIS = 2_000;

  /** A server that is starting answers some calls before it can answer others. */
  private static final long CALM_NANOS = TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS);

  /** Calls that wait for an event: their timeout does not show that Temporal is away. */
  private static final Set<String> LONG_CALLS =
      Set.of("GetWorkflowExecutionHistory", "UpdateWorkflowExecution", "ExecuteMultiOperation");

  private final String address;
  private Runnable probe = () -> {};
  private boolean over;
  private boolean lost;
  private boolean answered;
  private long lastFailure;

  Outages(String address) {
    this.address = address;
  }

  /**
   * @param question asks Temporal something, through a channel that this intercepts; must not block
   */
  synchronized void askWith(Runnable question) {
    probe = question;
  }

  /** The connection closes: calls that fail from now on were ended by us. */
  synchronized void end() {
    over = true;
  }

  /** Whether {@code failure} only says that Temporal does not answer now. */
  static boolean isOne(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException refusal) {
        Status.Code code = refusal.getStatus().getCode();
        return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED;
      }
      // SDK 1.38.0: the time for a call passed while it asked for the server's capabilities.
      if (cause instanceof IllegalArgumentException
          && String.valueOf(cause.getMessage()).startsWith("invalid expiration")) {
        return true;
      }
    }
    return false;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        super.start(
            new SimpleForwardingClientCallListener<>(listener) {
              @Override
              public void onClose(Status status, Metadata trailers) {
                ended(Objects.requireNonNullElse(method.getBareMethodName(), ""), status);
                super.onClose(status, trailers);
              }
            },
            headers);
      }
    };
  }

  private synchronized void ended(String method, Status status) {
    boolean waits = method.startsWith("Poll") || LONG_CALLS.contains(method);
    if (over
        || status.getCode() == Status.Code.CANCELLED
        || (waits && status.getCode() == Status.Code.DEADLINE_EXCEEDED)) {
      return;
    }
    if (!isOne(status.asRuntimeException())) {
      answered = true;
      return;
    }
    answered = false;
    lastFailure = System.nanoTime();
    if (!lost) {
      lost = true;
      log.warn("Temporal at {} does not answer ({}); trying again", address, words(status));
      askLater();
    }
  }

  private void askLater() {
    CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS).execute(this::ask);
  }

  private void ask() {
    Runnable question;
    synchronized (this) {
      if (over) {
        return;
      }
      if (answered && System.nanoTime() - lastFailure >= CALM_NANOS) {
        lost = false;
        log.info("Temporal at {} answers again", address);
        return;
      }
      question = probe;
    }
    askLater();
    question.run();
  }

  private static String words(Status status) {
    if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
      return "it takes too long";
    }
    Throwable cause = status.getCause();
    if (cause != null) {
      return InnermostCause.inWords(cause);
    }
    String said = status.getDescription();
    return Text.forOneLine(said == null ? status.getCode().toString() : said, 200);
  }
}
