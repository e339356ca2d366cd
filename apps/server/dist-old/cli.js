#!/usr/bin/env node
// src/cli.ts
/** The `rollcall` command. Judges Node before anything native is loaded. */
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 24 || major === 24 && minor < 11 || major === 25) {
	process.stderr.write(`Rollcall needs Node.js 24.11 or later (24.x or 26 and up); this is ${process.versions.node}.\n`);
	process.exit(1);
}
const { run } = await import("./program-tM5PIlS5.js");
await run(process.argv);
export {};

//# sourceMappingURL=cli.js.map