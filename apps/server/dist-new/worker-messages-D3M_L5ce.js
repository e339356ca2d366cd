// ../../packages/store/src/dialect/worker-messages.ts
/** No code of SQLite's: the result went beyond the bound. */
const TOO_LARGE = "TOO_LARGE";
export { TOO_LARGE as t };

//# sourceMappingURL=worker-messages-D3M_L5ce.js.map