import { defineConfig } from 'vitest/config'
import { CountReporter } from './test/count-reporter.ts'

const zones = ['UTC', 'Europe/Helsinki', 'America/Santiago', 'Pacific/Apia']

/** Tests that start, stop and kill servers and commands of their own: long, and nothing to try on another PostgreSQL. */
const ownProcesses = [
  'test/backup/data-folder.test.ts',
  'test/database/embedded/**/*.test.ts',
  'test/http/stopped-server.test.ts',
  'test/killed/killed.test.ts',
  'test/readme/**/*.test.ts',
]

/** One PostgreSQL for a whole run. */
const onPostgres = {
  globalSetup: ['test/database/global-setup.ts'],
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 30_000 } }, // a busy machine is no failure
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', new CountReporter()],
    projects: [
      ...zones.map((zone) => ({
        test: {
          name: `rules ${zone}`,
          // The rules keep nothing between tests, and each zone has a process of its own: a quarter of the time.
          isolate: false,
          include: ['test/rules/**/*.test.ts', 'test/properties/rules/**/*.test.ts'],
          env: { TZ: zone },
        },
      })),
      { test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'engine',
          include: ['test/**/*.test.ts'],
          exclude: [
            'test/rules/**',
            'test/properties/rules/**',
            'test/architecture/**',
            'test/clients/**', // a package of its own: npm run test:clients
            ...ownProcesses,
          ],
          ...onPostgres,
        },
      },
      { test: { name: 'processes', include: ownProcesses, ...onPostgres } },
    ],
  },
})
