package io.smoothie.cli.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.smoothie.workflow.failure.InnermostCause;
import java.util.Collection;

/** An exporter that says whether the collector takes its spans; the SDK's own log is not heard. */
final class ReportingExporter implements SpanExporter {
  private final SpanExporter exporter;
  private final Collector collector;

  ReportingExporter(SpanExporter exporter, Collector collector) {
    this.exporter = exporter;
    this.collector = collector;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> report(result));
  }

  private void report(CompletableResultCode result) {
    Throwable failure = result.getFailureThrowable();
    if (result.isSuccess()) {
      collector.takesThem();
    } else if (failure == null || failure.getCause() == null) {
      collector.takesNone("it answers with an error");
    } else {
      collector.takesNone(InnermostCause.inWords(failure));
    }
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }
}
