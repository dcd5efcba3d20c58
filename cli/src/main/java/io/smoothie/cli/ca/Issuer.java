package io.smoothie.cli.ca;

/** The shop's authorities, each in a folder of its own. */
enum Issuer {
  ROBOTS("Smoothie Robots CA"),
  SHOP("Smoothie Shop CA");

  private final String commonName;

  Issuer(String commonName) {
    this.commonName = commonName;
  }

  String commonName() {
    return commonName;
  }

  String folder() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
