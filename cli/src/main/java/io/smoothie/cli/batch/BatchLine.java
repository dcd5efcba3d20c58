package io.smoothie.cli.batch;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One line of a file of orders.
 *
 * @param number of the line in the file, from 1; of a CSV row that has several, the first
 * @param fields what it says of its order, by the names of an order's fields
 * @param flaw why it cannot be read, in words that go on from its number; empty when it can
 */
record BatchLine(int number, ObjectNode fields, String flaw) {}
