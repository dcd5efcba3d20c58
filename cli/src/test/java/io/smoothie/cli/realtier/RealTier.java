package io.smoothie.cli.realtier;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test on real servers. Its methods may take a {@link Shop}, a fresh one each, and the {@link
 * RealServers} that all of them share.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("real")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@ExtendWith(RealTierExtension.class)
@interface RealTier {}
