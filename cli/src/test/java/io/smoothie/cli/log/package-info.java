@NullMarked
package io.smoothie.cli.log;

import org.jspecify.annotations.NullMarked;
