package io.smoothie.activities.table;

final class PostgresContentionTest extends ContentionContract {
  private final String url = PostgresServer.emptyUrl();

  @Override
  String url() {
    return url;
  }
}
