/**
 * The shop's certificate authorities: one for robots, one for our own parts and the broker.
 * Certificates, keys and revocation lists are PEM files.
 */
@NullMarked
package io.smoothie.cli.ca;

import org.jspecify.annotations.NullMarked;
