-- The shape rate-limiter-flexible expects (RateLimiterPostgres); made here so that no process creates tables while it runs.
CREATE TABLE IF NOT EXISTS "rate_limits" (
  "key" varchar(255) PRIMARY KEY,
  "points" integer NOT NULL DEFAULT 0,
  "expire" bigint
);
