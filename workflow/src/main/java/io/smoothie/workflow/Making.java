package io.smoothie.workflow;

/** An accepted order under way: what its stages share. */
record Making(
    OrderId order,
    OrderRequest request,
    Steps steps,
    Path path,
    Outcome outcome,
    Answers answers,
    Endings endings,
    MakingTime time) {

  Making(
      OrderId order,
      OrderRequest request,
      Steps steps,
      Path path,
      Outcome outcome,
      Answers answers) {
    this(
        order,
        request,
        steps,
        path,
        outcome,
        answers,
        new Endings(request),
        new MakingTime(request.limit()));
  }
}
