@NullMarked
package io.smoothie.cli.robot;

import org.jspecify.annotations.NullMarked;
