/** Whether an order would work, and what stands in its way: {@code doctor} and {@code status}. */
@NullMarked
package io.smoothie.cli.doctor;

import org.jspecify.annotations.NullMarked;
