import { defineConfig } from 'vitest/config'

// Tests run compiled: `tsc` first, then the runner on its output, so what is tested is what ships.
export default defineConfig({
  test: {
    include: ['dist/tests/**/*.test.js'],
    pool: 'forks',
    isolate: false,
    server: { deps: { external: [/\/dist\/(src|bench)\//] } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Journeys mostly wait for a server or a browser: two workers for each core of a small machine keep it busy.
    maxWorkers: 4,
  },
})
