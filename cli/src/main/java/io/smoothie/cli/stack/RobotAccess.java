package io.smoothie.cli.stack;

import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission;
import com.hivemq.extension.sdk.api.auth.parameter.TopicPermission.MqttActivity;
import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import com.hivemq.extension.sdk.api.client.parameter.Listener;
import com.hivemq.extension.sdk.api.client.parameter.ListenerType;
import com.hivemq.extension.sdk.api.interceptor.connect.ConnectInboundInterceptor;
import com.hivemq.extension.sdk.api.packets.auth.DefaultAuthorizationBehaviour;
import com.hivemq.extension.sdk.api.packets.auth.ModifiableDefaultPermissions;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.services.Services;
import com.hivemq.extension.sdk.api.services.builder.Builders;
import io.smoothie.workflow.RobotName;
import io.smoothie.workflow.wire.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a robot may do that comes by TLS: as in {@code docker/robots.acl}, it reads its own orders
 * and cancels and writes what it says itself. Its name is its certificate's common name, and its
 * client ID follows from that, so that it can take no other client's session. Clients of the
 * loopback listener may do everything, as without this.
 */
final class RobotAccess {
  private static final Logger log = LoggerFactory.getLogger(RobotAccess.class);
  private static final int REVOCATION_SECONDS = 2;

  private final Path revocationList;

  /** By client ID: the certificate of its latest connection. As many as there are robots. */
  private final Map<String, X509Certificate> certificates = new ConcurrentHashMap<>();

  /**
   * @param revocationList read at every connect, and every few seconds for robots that are
   *     connected
   */
  RobotAccess(Path revocationList) {
    this.revocationList = revocationList;
  }

  /** To be called as the broker's extension starts. */
  void register() {
    ConnectInboundInterceptor naming =
        (in, out) -> {
          if (isByTls(in.getConnectionInformation())) {
            robot(certificate(in.getConnectionInformation()))
                .ifPresent(robot -> out.getConnectPacket().setClientId("robot-" + robot));
          }
        };
    SimpleAuthenticator authenticator = this::authenticate;
    Services.interceptorRegistry().setConnectInboundInterceptorProvider(input -> naming);
    Services.securityRegistry().setAuthenticatorProvider(input -> authenticator);
    var unused =
        Services.extensionExecutorService()
            .scheduleWithFixedDelay(
                this::disconnectRevoked, REVOCATION_SECONDS, REVOCATION_SECONDS, TimeUnit.SECONDS);
  }

  private void authenticate(SimpleAuthInput in, SimpleAuthOutput out) {
    if (!isByTls(in.getConnectionInformation())) {
      out.authenticateSuccessfully();
      return;
    }
    Optional<X509Certificate> certificate = certificate(in.getConnectionInformation());
    Optional<RobotName> robot = robot(certificate);
    if (robot.isEmpty() || certificate.filter(this::isRevoked).isPresent()) {
      log.warn(
          "The broker refuses a client whose certificate is {}",
          robot.isEmpty() ? "no robot's" : "revoked: " + robot.get());
      out.failAuthentication(
          ConnackReasonCode.NOT_AUTHORIZED, "The certificate is revoked, or names no robot");
      return;
    }
    certificates.put(in.getClientInformation().getClientId(), certificate.get());
    ModifiableDefaultPermissions may = out.getDefaultPermissions();
    RobotName name = robot.get();
    List.of(Topics.order(name), Topics.cancel(name))
        .forEach(topic -> may.add(permission(topic, MqttActivity.SUBSCRIBE)));
    List.of(Topics.success(name), Topics.failure(name), Topics.status(name), Topics.progress(name))
        .forEach(topic -> may.add(permission(topic, MqttActivity.PUBLISH)));
    may.setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
    out.authenticateSuccessfully();
  }

  private void disconnectRevoked() {
    Optional<X509CRL> list = revocationList();
    certificates.forEach(
        (client, certificate) -> {
          // Each time: one that was let in just before it was revoked may not have been there yet.
          if (list.filter(one -> one.isRevoked(certificate)).isPresent()) {
            var unused =
                Services.clientService()
                    .disconnectClient(client)
                    .thenAccept(
                        wasConnected -> {
                          if (wasConnected) {
                            log.warn("{} is disconnected: its certificate is revoked", client);
                          }
                        });
          }
        });
  }

  /** While the list cannot be read no robot is let in; those that are connected stay. */
  private boolean isRevoked(X509Certificate certificate) {
    return revocationList().map(list -> list.isRevoked(certificate)).orElse(true);
  }

  private Optional<X509CRL> revocationList() {
    try (InputStream in = Files.newInputStream(revocationList)) {
      return Optional.of((X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in));
    } catch (IOException | GeneralSecurityException e) {
      log.error(
          "The revocation list {} cannot be read: no robot is let in ({})",
          revocationList,
          e.toString());
      return Optional.empty();
    }
  }

  private static TopicPermission permission(String topic, MqttActivity activity) {
    return Builders.topicPermission().topicFilter(topic).activity(activity).build();
  }

  private static boolean isByTls(ConnectionInformation connection) {
    return connection
        .getListener()
        .map(Listener::getListenerType)
        .filter(ListenerType.TCP_LISTENER::equals)
        .isEmpty();
  }

  private static Optional<X509Certificate> certificate(ConnectionInformation connection) {
    return connection.getClientTlsInformation().flatMap(ClientTlsInformation::getClientCertificate);
  }

  /** Empty for a certificate whose common name is not one robot's name. */
  private static Optional<RobotName> robot(Optional<X509Certificate> certificate) {
    try {
      return certificate
          .map(one -> X500Name.getInstance(one.getSubjectX500Principal().getEncoded()))
          .map(subject -> subject.getRDNs(BCStyle.CN))
          .filter(names -> names.length == 1)
          .map(names -> new RobotName(text(names[0])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(RDN name) {
    return IETFUtils.valueToString(name.getFirst().getValue());
  }
}
