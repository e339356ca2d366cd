import { defineConfig } from 'vitest/config'

/** What every package's tests share. `npm test` adds up the JSON files. */
export const base = defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    reporters: ['default', ['json', { outputFile: '.test-results/vitest.json' }]],
    passWithNoTests: true,
    allowOnly: false,
    // A busy machine is no fault of the code; what must be quick is measured in bench/.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
