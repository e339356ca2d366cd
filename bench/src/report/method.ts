/** How the figures come about; the same on every page. */
export const METHOD = `Trust the ratios and the CPU time per request; single rates move with whatever else the machine does. The load generator runs on the same cores.

- **limit server** (\`bench/src/limit\`): bare Express 5 and prepared statements over a copy of the same database. It writes the same rows into the same tables (resource,
  values, person and key, members, history, member history, audit event, outbox event, total, request record), sealed and compressed alike, and answers the same bytes; that is
  checked before each run by comparing every table and answer of the two. It has no schema engine, filter parser or query builder, and only understands the workloads.
  On SQLite: better-sqlite3, WAL, synchronous=FULL, the same shared commit. On PostgreSQL: pg, fsync and synchronous_commit on, the same role under the same row-level
  security, the tenant set and the statements sent in one round trip (two for a change that reads first).
- Rollcall runs with all its parts on (audit, sealer, history, events, request records); only its limit of requests per directory is off (\`ROLLCALL_RATE_LIMIT=off\`).
- **bare server**: one row per user in SQLite and nothing else. No bar is set against it; it shows what history, audit, events and the value index cost.
- **peers**, with our adapters (\`bench/src/peers\`) on Express 5 and the same durability; neither keeps audit, history or request records. *scimmy* 1.3 with scimmy-routers over
  better-sqlite3, with the shared commit. *Polis* (\`@boxyhq/saml-jackson\` 26.2, installed outside the workspace when it is first run) on PostgreSQL; it counts at most fifty resources
  and never shows a group's members, so it is not asked for pages or whole groups, and its members are not counted. Each peer stands in the tables of both databases: the
  bar is the faster one.
- Every answer's status and a field of its body are checked, samples of what was written are read back, members of groups are counted.
- CPU is user and system time of the server process by the scheduler's clock, per request, with the PostgreSQL backends of its database where it has one (not the log and
  page writers that all databases of the cluster share).
- Servers of one run do each work for some seconds before it counts, until their code is compiled; then they are measured in turn, round after round. Figures are medians over
  the rounds.`
