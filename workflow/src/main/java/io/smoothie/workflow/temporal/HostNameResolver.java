package io.smoothie.workflow.temporal;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.grpc.SynchronizationContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves host names with an underscore, which a service of a container network may have: gRPC's
 * own resolver does not accept them as DNS names. The system resolves them, as it does all other
 * names, and they are reached without a proxy.
 */
final class HostNameResolver extends NameResolver {
  private static final String SCHEME = "smoothie-host";
  private static final String PREFIX = SCHEME + ":///";
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9._-]*_[A-Za-z0-9._-]*):([0-9]{1,5})");

  private final String host;
  private final int port;
  private final Executor executor;
  private final SynchronizationContext context;
  private @Nullable Listener2 listener;

  private HostNameResolver(String host, int port, Args args) {
    this.host = host;
    this.port = port;
    // Without an offload executor, gRPC's resolver uses a pool; here the calling thread resolves.
    this.executor = Objects.requireNonNullElse(args.getOffloadExecutor(), Runnable::run);
    this.context = args.getSynchronizationContext();
  }

  /** The target to give gRPC: {@code address} itself, unless it needs this resolver. */
  static String target(String address) {
    if (!ADDRESS.matcher(address).matches()) {
      return address;
    }
    NameResolverRegistry.getDefaultRegistry().register(Registered.PROVIDER);
    return PREFIX + address;
  }

  /** The address that {@link #target} made a target of. */
  static String address(String target) {
    return target.startsWith(PREFIX) ? target.substring(PREFIX.length()) : target;
  }

  /**
   * Without the port: a {@link URI} has no host if the name has an underscore, and TLS would take
   * the port for a part of the name.
   */
  @Override
  public String getServiceAuthority() {
    return host;
  }

  @Override
  public void start(Listener2 told) {
    listener = told;
    refresh();
  }

  @Override
  public void refresh() {
    Listener2 told = listener;
    if (told != null) {
      executor.execute(
          () -> {
            ResolutionResult result =
                ResolutionResult.newBuilder().setAddressesOrError(addresses()).build();
            context.execute(() -> told.onResult2(result));
          });
    }
  }

  private StatusOr<List<EquivalentAddressGroup>> addresses() {
    try {
      return StatusOr.fromValue(
          Arrays.stream(InetAddress.getAllByName(host))
              .map(found -> new EquivalentAddressGroup(new InetSocketAddress(found, port)))
              .toList());
    } catch (UnknownHostException e) {
      return StatusOr.fromStatus(
          Status.UNAVAILABLE.withDescription("Unable to resolve host " + host).withCause(e));
    }
  }

  @Override
  public void shutdown() {}

  private static final class Registered extends NameResolverProvider {
    static final Registered PROVIDER = new Registered();

    @Override
    public @Nullable NameResolver newNameResolver(URI target, Args args) {
      Matcher address = ADDRESS.matcher(target.getPath().substring(1));
      return SCHEME.equals(target.getScheme()) && address.matches()
          ? new HostNameResolver(
              Objects.requireNonNull(address.group(1)),
              Integer.parseInt(Objects.requireNonNull(address.group(2))),
              args)
          : null;
    }

    @Override
    public String getDefaultScheme() {
      return SCHEME;
    }

    @Override
    protected boolean isAvailable() {
      return true;
    }

    /** Below the priority of DNS, which stays the resolver of a target without a scheme. */
    @Override
    protected int priority() {
      return 1;
    }
  }
}
