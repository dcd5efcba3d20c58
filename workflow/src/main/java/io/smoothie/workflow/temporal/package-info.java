/** The one way to reach Temporal: connection settings, and what an order asks of its server. */
@NullMarked
package io.smoothie.workflow.temporal;

import org.jspecify.annotations.NullMarked;
