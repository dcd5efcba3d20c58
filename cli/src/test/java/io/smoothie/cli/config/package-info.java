@NullMarked
package io.smoothie.cli.config;

import org.jspecify.annotations.NullMarked;
