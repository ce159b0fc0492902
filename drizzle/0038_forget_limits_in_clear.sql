-- Counts were kept under numbers and addresses in clear. From here on the keys are hashes (lib/team/limits.ts).
DELETE FROM rate_limits;
