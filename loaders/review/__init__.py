"""National review sheets (行政事業レビュー) as JUDGIT publishes them: one JSON object a line (NDJSON)."""
