@NullMarked
package io.smoothie.workflow.trace;

import org.jspecify.annotations.NullMarked;
