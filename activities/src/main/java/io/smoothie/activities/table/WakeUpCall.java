package io.smoothie.activities.table;

import io.smoothie.workflow.OrderId;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * An order to be signalled now that the transaction has committed.
 *
 * @param claim the number of the claim that queued
 */
public record WakeUpCall(@ColumnName("order_id") OrderId order, int claim) {}
