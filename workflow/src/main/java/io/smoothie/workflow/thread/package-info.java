/** Threads of every process. Workflow code has none. */
@NullMarked
package io.smoothie.workflow.thread;

import org.jspecify.annotations.NullMarked;
