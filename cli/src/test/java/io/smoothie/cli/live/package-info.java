@NullMarked
package io.smoothie.cli.live;

import org.jspecify.annotations.NullMarked;
