/**
 * Where each setting comes from: option, environment, the {@code up} that runs for this user,
 * Temporal's profile, default; in that order.
 */
@NullMarked
package io.smoothie.cli.config;

import org.jspecify.annotations.NullMarked;
