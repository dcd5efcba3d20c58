@NullMarked
package io.smoothie.cli.simulator;

import org.jspecify.annotations.NullMarked;
