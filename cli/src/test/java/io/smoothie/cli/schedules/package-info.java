@NullMarked
package io.smoothie.cli.schedules;

import org.jspecify.annotations.NullMarked;
