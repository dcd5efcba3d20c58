package io.smoothie.cli.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smoothie.cli.ca.CertificateRequest.Kind;
import io.smoothie.workflow.RobotName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthoritiesTest {
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir private Path temporary;
  private Authorities authorities;

  @BeforeEach
  void make() {
    authorities = Authorities.in(temporary.resolve("ca"));
    assertTrue(authorities.init());
  }

  @Test
  void keys_are_made_for_their_owner_alone() throws Exception {
    Path robot = provision("Robot1");

    List<Path> keys = new ArrayList<>();
    try (Stream<Path> files = Files.walk(temporary)) {
      files.filter(file -> file.toString().matches(".*key(\\.pem)?")).forEach(keys::add);
    }

    assertEquals(3, keys.size(), keys::toString);
    for (Path key : keys) {
      assertEquals("rw-------", permissions(key), key::toString);
    }
    assertEquals("rwx------", permissions(authorities.folder()));
    assertEquals("rwx------", permissions(robot));
  }

  @Test
  void authorities_that_are_there_stay_as_they_are() throws Exception {
    Map<Path, String> before = contents(authorities.folder());

    assertFalse(authorities.init());

    assertEquals(before, contents(authorities.folder()));
  }

  @Test
  void a_killed_init_is_completed_with_the_keys_that_it_left() throws Exception {
    Path robots = authorities.folder().resolve("robots");
    String key = Files.readString(robots.resolve("ca.key"));
    for (List<String> missing : List.of(List.of("ca.pem"), List.of("ca.pem", "crl.pem"))) {
      for (String name : missing) {
        Files.delete(robots.resolve(name));
      }
      Files.writeString(robots.resolve("ca.pem.new"), "-----BEGIN CERT");

      assertTrue(authorities.init());

      assertEquals(key, Files.readString(robots.resolve("ca.key")));
      verify(provision("Robot" + missing.size()), true);
    }
  }

  @Test
  void a_robots_certificate_has_its_name_and_is_good_for_a_client_of_the_robots_listener_alone()
      throws Exception {
    String name = "aa:bb.cc_" + "x".repeat(119);
    Path robot = provision(name);

    X509Certificate certificate = certificate(robot.resolve("cert.pem"));

    assertEquals("CN=" + name, certificate.getSubjectX500Principal().getName());
    assertEquals(List.of("1.3.6.1.5.5.7.3.2"), certificate.getExtendedKeyUsage());
    assertEquals(-1, certificate.getBasicConstraints());
    verify(robot, true);
    assertThrows(CertPathValidatorException.class, () -> validate(robot, authorities.shop(), true));
    assertEquals(
        Files.readString(authorities.shop().certificateFile()),
        Files.readString(robot.resolve("ca.pem")),
        "what it checks the broker by");
  }

  @Test
  void a_brokers_certificate_names_its_hosts_and_is_good_for_a_server_alone() throws Exception {
    Path broker = temporary.resolve("broker");
    authorities.provision(
        CertificateRequest.broker(List.of("broker.example", "10.0.0.7", "::1"), YEAR), broker);
    authorities.writeTrust(broker);

    X509Certificate certificate = certificate(broker.resolve("cert.pem"));

    assertEquals(
        "[[2, broker.example], [7, 10.0.0.7], [7, 0:0:0:0:0:0:0:1]]",
        certificate.getSubjectAlternativeNames().toString());
    assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
    validate(broker, authorities.shop(), true);
    for (String file : List.of("robots-ca.pem", "robots-crl.pem", "shop-ca.pem", "shop-crl.pem")) {
      assertTrue(Files.exists(broker.resolve(file)), file);
    }
  }

  @Test
  void provisioning_again_changes_nothing_and_finishes_a_run_that_was_killed() throws Exception {
    Path robot = provision("Robot1");
    Map<Path, String> whole = contents(robot);

    provision("Robot1");
    assertEquals(whole, contents(robot));

    for (List<String> missing : List.of(List.of("cert.pem"), List.of("cert.pem", "ca.pem"))) {
      for (String name : missing) {
        Files.delete(robot.resolve(name));
      }
      Files.writeString(robot.resolve("cert.pem.new"), "-----BEGIN");

      provision("Robot1");

      assertEquals(whole, contents(robot), "killed after the certificate was recorded");
      assertEquals(1, authorities.robots().issued().size());
    }
  }

  @Test
  void provisioning_takes_up_a_key_to_which_no_certificate_was_issued() throws Exception {
    Path robot = temporary.resolve("Robot1");
    AtomicFile.createSecretFolder(robot);
    AtomicFile.writeSecret(robot.resolve("key.pem"), SigningKey.generate().pem());
    String key = Files.readString(robot.resolve("key.pem"));

    provision("Robot1");

    assertEquals(key, Files.readString(robot.resolve("key.pem")));
    verify(robot, true);
  }

  @Test
  void a_robot_has_one_key_and_each_of_our_parts_has_its_own() {
    provision("Robot1");

    assertRefused(
        "smoothie robots renew Robot1",
        () -> authorities.provision(robot("Robot1"), temporary.resolve("elsewhere")));
    assertFalse(Files.exists(temporary.resolve("elsewhere")));
    for (String worker : List.of("worker1", "worker2")) {
      authorities.provision(CertificateRequest.worker(YEAR), temporary.resolve(worker));
    }
    assertEquals(2, authorities.shop().issued("worker").size());
  }

  @Test
  void renewing_makes_a_new_certificate_to_the_key_that_is_there() throws Exception {
    Path robot = provision("Robot1");
    String key = Files.readString(robot.resolve("key.pem"));
    String before = Files.readString(robot.resolve("cert.pem"));

    Issued renewed = authorities.renew(robot("Robot1"), robot);

    assertEquals(key, Files.readString(robot.resolve("key.pem")));
    assertNotEquals(before, Files.readString(robot.resolve("cert.pem")));
    assertEquals(2, authorities.robots().issued("Robot1").size());
    assertEquals(
        renewed.serial(), certificate(robot.resolve("cert.pem")).getSerialNumber(), before);
    verify(robot, true);
  }

  @Test
  void renewing_without_the_key_makes_a_new_one_and_the_old_certificate_stays_valid()
      throws Exception {
    Path old = provision("Robot1");
    Path renewed = temporary.resolve("renewed");

    authorities.renew(robot("Robot1"), renewed);

    verify(old, true);
    verify(renewed, true);
  }

  @Test
  void a_killed_renewal_is_finished_with_the_certificate_that_it_recorded() throws Exception {
    Path robot = provision("Robot1");
    String key = Files.readString(robot.resolve("key.pem"));
    Path renewed = temporary.resolve("renewed");
    Issued recorded = authorities.renew(robot("Robot1"), renewed);
    Files.delete(renewed.resolve("cert.pem"));

    assertEquals(recorded, authorities.renew(robot("Robot1"), renewed));

    assertEquals(2, authorities.robots().issued("Robot1").size());
    assertNotEquals(key, Files.readString(renewed.resolve("key.pem")));
  }

  @Test
  void only_a_robot_that_has_a_certificate_is_renewed() {
    provision("Robot1");
    authorities.revoke(Kind.ROBOT, "Robot1");

    for (String name : List.of("Robot1", "Robot9")) {
      assertRefused(
          "smoothie robots provision " + name,
          () -> authorities.renew(robot(name), temporary.resolve("renewed")));
    }
  }

  @Test
  void a_revoked_certificate_is_on_the_list_which_is_valid_as_long_as_the_authority()
      throws Exception {
    Path first = provision("Robot1");
    Path second = temporary.resolve("second");
    authorities.renew(robot("Robot1"), second);
    Path other = provision("Robot2");

    assertEquals(2, authorities.revoke(Kind.ROBOT, "Robot1").size());

    verify(first, false);
    verify(second, false);
    verify(other, true);
    X509CRL list = list(authorities.robots());
    list.verify(certificate(authorities.robots().certificateFile()).getPublicKey());
    assertEquals(
        certificate(authorities.robots().certificateFile()).getNotAfter(), list.getNextUpdate());
    assertEquals(0, list(authorities.shop()).getRevokedCertificates() == null ? 0 : 1);
    String before = Files.readString(authorities.robots().revocationListFile());

    assertEquals(List.of(), authorities.revoke(Kind.ROBOT, "Robot1"));

    assertEquals(before, Files.readString(authorities.robots().revocationListFile()));
  }

  @Test
  void a_robot_that_was_revoked_gets_a_certificate_again_but_not_to_the_same_key()
      throws Exception {
    Path robot = provision("Robot1");
    authorities.revoke(Kind.ROBOT, "Robot1");

    assertRefused("is revoked", () -> authorities.provision(robot("Robot1"), robot));
    Path again = temporary.resolve("again");
    authorities.provision(robot("Robot1"), again);
    verify(again, true);
    verify(robot, false);
  }

  @Test
  void certificates_issued_at_the_same_time_are_all_on_record() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Path>> provisioned = new ArrayList<>();
    try {
      for (int i = 0; i < 32; i++) {
        String name = "Robot" + i;
        provisioned.add(threads.submit(() -> provision(name)));
      }
      for (Future<Path> each : provisioned) {
        verify(each.get(), true);
      }
    } finally {
      threads.shutdown();
    }
    assertEquals(32, authorities.robots().issued().stream().map(Issued::serial).distinct().count());
  }

  @Test
  void what_cannot_be_is_refused_with_a_sentence() throws Exception {
    assertRefused("a folder cannot have that name", () -> robot(".."));
    assertRefused("gateways have names that begin so", () -> robot("smoothie-gateway-host"));
    assertRefused(
        "neither the name nor the address of a host",
        () -> CertificateRequest.broker(List.of("a host"), YEAR));
    assertRefused("names its host", () -> CertificateRequest.broker(List.of(), YEAR));
    assertRefused("at least a minute", () -> CertificateRequest.worker(Duration.ofSeconds(59)));
    assertRefused("smoothie ca init", () -> Authorities.in(temporary.resolve("none")).robots());
    assertFalse(Files.exists(temporary.resolve("none")));

    Files.writeString(authorities.folder().resolve("robots/ca.key"), "torn");
    assertRefused("ca.key cannot be read as PEM", () -> authorities.robots());
  }

  private static void assertRefused(String sentence, Runnable action) {
    RuntimeException refusal = assertThrows(RuntimeException.class, action::run);
    assertTrue(String.valueOf(refusal.getMessage()).contains(sentence), refusal::toString);
  }

  private static CertificateRequest robot(String name) {
    return CertificateRequest.robot(new RobotName(name), YEAR);
  }

  private Path provision(String name) {
    Path folder = temporary.resolve(name);
    authorities.provision(robot(name), folder);
    return folder;
  }

  private void verify(Path credentials, boolean valid)
      throws GeneralSecurityException, IOException {
    if (valid) {
      validate(credentials, authorities.robots(), true);
    } else {
      assertThrows(
          CertPathValidatorException.class,
          () -> validate(credentials, authorities.robots(), true));
      validate(credentials, authorities.robots(), false);
    }
  }

  /** As the JDK does it, which shares no code with what makes the certificates. */
  private static void validate(Path credentials, CertificateAuthority authority, boolean askTheList)
      throws GeneralSecurityException, IOException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(certificate(authority.certificateFile()), null)));
    parameters.setRevocationEnabled(askTheList);
    parameters.addCertStore(
        CertStore.getInstance(
            "Collection", new CollectionCertStoreParameters(List.of(list(authority)))));
    CertPathValidator.getInstance("PKIX")
        .validate(
            factory.generateCertPath(List.of(certificate(credentials.resolve("cert.pem")))),
            parameters);
  }

  private static X509Certificate certificate(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static X509CRL list(CertificateAuthority authority) throws IOException {
    try (InputStream in = Files.newInputStream(authority.revocationListFile())) {
      return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static Map<Path, String> contents(Path folder) throws IOException {
    Map<Path, String> contents = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file, Files.readString(file));
      }
    }
    return contents;
  }
}
