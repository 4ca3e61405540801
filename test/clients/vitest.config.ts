import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { CountReporter } from '../count-reporter.ts'

export default defineConfig({
  root: path.resolve(import.meta.dirname, '../..'),
  test: {
    reporters: ['default', new CountReporter()],
    include: ['test/clients/*.test.ts'],
    globalSetup: ['test/clients/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
