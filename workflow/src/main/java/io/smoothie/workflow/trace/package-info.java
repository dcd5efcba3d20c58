/**
 * One trace per order: its spans, what names a span to others, and how it travels with Temporal's
 * calls. Knows OpenTelemetry's API alone; an exporter is the process's business.
 */
@NullMarked
package io.smoothie.workflow.trace;

import org.jspecify.annotations.NullMarked;
