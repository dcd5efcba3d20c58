/** What happens to an order: the workflow, its records and the activities it asks for. */
@NullMarked
package io.smoothie.workflow;

import org.jspecify.annotations.NullMarked;
