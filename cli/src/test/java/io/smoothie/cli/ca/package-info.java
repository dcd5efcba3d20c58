@NullMarked
package io.smoothie.cli.ca;

import org.jspecify.annotations.NullMarked;
