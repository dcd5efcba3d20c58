@NullMarked
package io.smoothie.cli.follow;

import org.jspecify.annotations.NullMarked;
