package io.smoothie.activities.mqtt;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.SubscriptionAuthorizer;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.interceptor.publish.PublishInboundInterceptor;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.publish.AckReasonCode;
import com.hivemq.extension.sdk.api.packets.subscribe.SubackReasonCode;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The one broker of a test JVM: it takes seconds to start and to stop, so it stays until the JVM
 * ends. Tests keep apart by their robots' names and client IDs; a test that needs a broker that
 * goes away puts a {@link Cable} in between.
 */
public final class EmbeddedBroker {
  private static final String CONFIG =
      """
      <hivemq>
        <listeners>
          <tcp-listener>
            <port>%d</port><bind-address>127.0.0.1</bind-address>
          </tcp-listener>
          <tls-tcp-listener>
            <port>%d</port><bind-address>127.0.0.1</bind-address>
            <tls><keystore>
              <path>%s</path><password>changeit</password>
              <private-key-password>changeit</private-key-password>
            </keystore></tls>
          </tls-tcp-listener>
          %s
        </listeners>
        <mqtt>
          <queued-messages><max-queue-size>100000</max-queue-size></queued-messages>
          <receive-maximum><server-receive-maximum>1000</server-receive-maximum></receive-maximum>
        </mqtt>
        <persistence><mode>in-memory</mode></persistence>
        <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
      </hivemq>
      """;

  private static final String MUTUAL_TLS =
      """
      <tls-tcp-listener>
        <port>%d</port><bind-address>127.0.0.1</bind-address>
        <tls>
          <protocols><protocol>%s</protocol></protocols>
          <keystore>
            <path>%s</path><password>changeit</password>
            <private-key-password>changeit</private-key-password>
          </keystore>
          <client-authentication-mode>REQUIRED</client-authentication-mode>
          <truststore><path>%s</path><password>changeit</password></truststore>
        </tls>
      </tls-tcp-listener>
      """;

  /** Every client is granted this topic filter. */
  static final String GRANTED = "granted";

  private static final String PASSWORD = "changeit";

  private static final class Holder {
    static final EmbeddedBroker BROKER = start();
  }

  private final int port;
  private final int tlsPort;
  private final Path keyStore;
  private final ClientService clients;
  private final Map<String, AtomicInteger> refusals;
  private final Map<String, String> certificates;
  private final Map<String, Integer> mutualTlsPorts;
  private final Path certificate;
  private final TestCa clientCa;

  private EmbeddedBroker(
      int port,
      int tlsPort,
      Path keyStore,
      ClientService clients,
      Map<String, AtomicInteger> refusals,
      Map<String, String> certificates,
      Map<String, Integer> mutualTlsPorts,
      Path certificate,
      TestCa clientCa) {
    this.certificates = certificates;
    this.mutualTlsPorts = mutualTlsPorts;
    this.certificate = certificate;
    this.clientCa = clientCa;
    this.clients = clients;
    this.refusals = refusals;
    this.port = port;
    this.tlsPort = tlsPort;
    this.keyStore = keyStore;
  }

  /** Started by the first call. */
  public static EmbeddedBroker shared() {
    return Holder.BROKER;
  }

  public int port() {
    return port;
  }

  public MqttSettings settings() {
    return MqttSettings.parse("mqtt://127.0.0.1:" + port);
  }

  public MqttSettings tlsSettings() {
    return MqttSettings.parse("mqtts://127.0.0.1:" + tlsPort);
  }

  /**
   * Where clients need a certificate of {@link #clientCa}.
   *
   * @param protocol TLSv1.2 or TLSv1.3
   */
  public String mutualTlsUrl(String protocol) {
    return "mqtts://127.0.0.1:" + mutualTlsPorts.get(protocol);
  }

  public TestCa clientCa() {
    return clientCa;
  }

  /** The file with the certificate of its TLS ports, which is its own CA. */
  public Path certificate() {
    return certificate;
  }

  /** Who the client was by its certificate when it connected last; empty: it showed none. */
  public String certificateOf(String clientId) {
    return certificates.getOrDefault(clientId, "");
  }

  /** Holds the certificate of its TLS port; the password is {@code changeit}. */
  public Path keyStore() {
    return keyStore;
  }

  /**
   * From now on that client's subscriptions are answered with an error, as an access rule would.
   *
   * @return how often that was done
   */
  public AtomicInteger refuseSubscriptions(String clientId) {
    return refusals.computeIfAbsent(clientId, id -> new AtomicInteger());
  }

  public void grantSubscriptions(String clientId) {
    refusals.remove(clientId);
  }

  /** Ends that client's session, as a broker that keeps nothing does when it goes down. */
  public void forget(String clientId) {
    clients.invalidateSession(clientId).join();
  }

  /**
   * Waits until the broker, too, knows that the client has gone: a message from before that may be
   * sent into its closing connection, and then counts as unacknowledged.
   */
  public void awaitGone(String clientId) {
    Awaitility.await(clientId + " gone from the broker")
        .until(() -> !clients.isClientConnected(clientId).join());
  }

  private static EmbeddedBroker start() {
    try {
      Path folder = Files.createTempDirectory("broker");
      int port = FreePort.find();
      int tlsPort = FreePort.find();
      Path keyStore = makeKeyStore(folder.resolve("broker.jks"));
      TestCa clientCa = new TestCa(folder, "Clients' CA");
      Path trustStore = makeTrustStore(folder.resolve("clients.jks"), clientCa.certificate());
      Map<String, Integer> mutualTlsPorts =
          Map.of("TLSv1.2", FreePort.find(), "TLSv1.3", FreePort.find());
      String mutualTls =
          mutualTlsPorts.entrySet().stream()
              .map(
                  each ->
                      MUTUAL_TLS.formatted(each.getValue(), each.getKey(), keyStore, trustStore))
              .collect(Collectors.joining());
      Path conf = Files.createDirectories(folder.resolve("conf"));
      Files.writeString(
          conf.resolve("config.xml"), CONFIG.formatted(port, tlsPort, keyStore, mutualTls));
      CompletableFuture<ClientService> clients = new CompletableFuture<>();
      Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
      Map<String, String> certificates = new ConcurrentHashMap<>();
      EmbeddedHiveMQ hivemq =
          EmbeddedHiveMQ.builder()
              .withConfigurationFolder(conf)
              .withDataFolder(Files.createDirectories(folder.resolve("data")))
              .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
              .withEmbeddedExtension(extension(clients, refusals, certificates))
              .withoutLoggingBootstrap()
              .build();
      hivemq.start().join();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(hivemq, folder)));
      return new EmbeddedBroker(
          port,
          tlsPort,
          keyStore,
          clients.join(),
          refusals,
          certificates,
          mutualTlsPorts,
          clientCa.write("broker", load(keyStore).getCertificate("broker")),
          clientCa);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
  }

  private static Path makeTrustStore(Path file, Path certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate);
        OutputStream out = Files.newOutputStream(file)) {
      store.setCertificateEntry(
          "clients", CertificateFactory.getInstance("X.509").generateCertificate(in));
      store.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static Path makeKeyStore(Path file) throws IOException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "JKS",
                "-storepass",
                "changeit",
                "-keypass",
                "changeit",
                "-keyalg",
                "EC",
                "-alias",
                "broker",
                "-dname",
                "CN=broker",
                "-ext",
                "SAN=ip:127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.onExit().join().exitValue() != 0) {
      throw new IOException("keytool made no key store");
    }
    return file;
  }

  /**
   * The user Robot has the password "s3cret"; a client without a user is let in, too. To the user
   * Busy the broker says that it is busy.
   */
  private static void authenticate(SimpleAuthInput in, SimpleAuthOutput out) {
    String user = in.getConnectPacket().getUserName().orElse("");
    boolean knows =
        in.getConnectPacket()
            .getPassword()
            .map(password -> StandardCharsets.UTF_8.decode(password).toString().equals("s3cret"))
            .orElse(false);
    if (user.isEmpty() || (user.equals("Robot") && knows)) {
      out.authenticateSuccessfully();
    } else if (user.equals("Busy")) {
      out.failAuthentication(ConnackReasonCode.SERVER_BUSY);
    } else {
      out.failAuthentication(ConnackReasonCode.BAD_USER_NAME_OR_PASSWORD);
    }
  }

  /**
   * Messages to a robot named Forbidden are answered with an error, as an access rule would, and so
   * are those of a gateway to itself whose client ID begins with {@code refused}. Those of a
   * gateway whose client ID begins with {@code deaf} are taken, and delivered to no client. With
   * {@code half-} before it, only those that go the way of the robots' progress. With {@code lossy}
   * the first of these is lost.
   */
  private static EmbeddedExtension extension(
      CompletableFuture<ClientService> clients,
      Map<String, AtomicInteger> refusals,
      Map<String, String> certificates) {
    Set<String> lost = ConcurrentHashMap.newKeySet();
    PublishInboundInterceptor refuse =
        (in, out) -> {
          String topic = in.getPublishPacket().getTopic();
          if (topic.endsWith("/progress")) {
            topic = topic.replace("$half-", "$");
          }
          if (topic.startsWith("robots/Forbidden/") || topic.startsWith("robots/$refused")) {
            out.preventPublishDelivery(AckReasonCode.NOT_AUTHORIZED);
          } else if (topic.startsWith("robots/$deaf")
              || (topic.startsWith("robots/$lossy")
                  && topic.endsWith("/progress")
                  && lost.add(topic))) {
            out.preventPublishDelivery(AckReasonCode.SUCCESS);
          }
        };
    return EmbeddedExtension.builder()
        .withId("refusals")
        .withName("refusals")
        .withVersion("1")
        .withAuthor("test")
        .withExtensionMain(
            new ExtensionMain() {
              @Override
              public void extensionStart(ExtensionStartInput in, ExtensionStartOutput out) {
                clients.complete(Services.clientService());
                SimpleAuthenticator authenticator =
                    (input, output) -> {
                      certificates.put(
                          input.getClientInformation().getClientId(),
                          input
                              .getConnectionInformation()
                              .getClientTlsInformation()
                              .flatMap(ClientTlsInformation::getClientCertificate)
                              .map(x509 -> x509.getSubjectX500Principal().getName())
                              .orElse(""));
                      authenticate(input, output);
                    };
                Services.securityRegistry().setAuthenticatorProvider(input -> authenticator);
                SubscriptionAuthorizer authorizer =
                    (input, output) -> {
                      AtomicInteger refused =
                          refusals.get(input.getClientInformation().getClientId());
                      if (refused != null
                          && !GRANTED.equals(input.getSubscription().getTopicFilter())) {
                        refused.incrementAndGet();
                        output.failAuthorization(SubackReasonCode.NOT_AUTHORIZED);
                      } else {
                        output.authorizeSuccessfully();
                      }
                    };
                Services.securityRegistry().setAuthorizerProvider(input -> authorizer);
                Services.initializerRegistry()
                    .setClientInitializer(
                        (input, context) -> context.addPublishInboundInterceptor(refuse));
              }

              @Override
              public void extensionStop(ExtensionStopInput in, ExtensionStopOutput out) {}
            })
        .build();
  }

  private static void stop(EmbeddedHiveMQ hivemq, Path folder) {
    hivemq.stop().join();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
