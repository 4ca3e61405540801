import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { sampleList, separateBasic } from '../rules/examples.ts'
import { billingMonth, monthOf } from '../../rules/billing-month.ts'
import { decimal } from '../../rules/decimal.ts'
import { secondsAfter } from '../../rules/instant.ts'
import { recordAccessChanges } from '../../src/access/record-access-changes.ts'
import { createApiKey } from '../../src/api-keys/create-api-key.ts'
import { systemClock } from '../../src/clock/clock.ts'
import { recordCustomers } from '../../src/customers/record-customers.ts'
import { recordRevenueReports } from '../../src/customers/record-dated-facts.ts'
import { recordServiceTerms } from '../../src/customers/record-service-terms.ts'
import { atomically } from '../../src/database/atomically.ts'
import { connect, type DatabasePool } from '../../src/database/client.ts'
import { migrate } from '../../src/database/migrate.ts'
import { openServer } from '../../src/database/open-server.ts'
import { recordPriceList } from '../../src/prices/record-price-list.ts'
import { benchCustomers } from './calls.ts'

export interface BenchBooks {
  readonly dataFolder: string
  /** As many connections as `laskuri serve` has. */
  readonly db: DatabasePool
  /** May send events, as often as it can. */
  readonly apiKey: string
  remove(): Promise<void>
}

/** Books on an embedded PostgreSQL in a temporary folder, whose customers all have the API open. */
export async function benchBooks(): Promise<BenchBooks> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'laskuri-bench-'))
  chmodSync(folder, 0o755) // as root the server's user must get in
  const dataFolder = path.join(folder, 'data')
  const config = { databaseUrl: undefined, dataFolder, recordedBy: 'bench' }
  const server = await openServer(config, () => undefined)
  const owner = connect(server, { as: 'owner', connections: 1 })
  await migrate(owner)
  await owner.close()
  const db = connect(server, { as: 'runtime', connections: 6 })
  const apiKey = await fill(db)
  return {
    dataFolder,
    db,
    apiKey,
    remove: async () => {
      await db.close()
      await server.release()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function fill(db: DatabasePool): Promise<string> {
  const now = systemClock.now()
  const attribution = { recordedAt: now, recordedBy: 'bench', note: null }
  const from = monthOf(now)
  return atomically(db, async (tx) => {
    await recordPriceList(tx, { ...sampleList, effectiveFrom: billingMonth(from) }, attribution)
    const each = benchCustomers.map((customer) => ({ customer, from }))
    await recordCustomers(
      tx,
      each.map(({ customer }) => ({ customer, name: customer, businessId: null, vatNumber: null })),
      attribution,
    )
    const terms = each.map((one) => ({ ...one, value: separateBasic, storeDate: null }))
    await recordServiceTerms(tx, terms, attribution)
    const revenue = each.map((one) => ({ ...one, value: decimal(350_000) }))
    await recordRevenueReports(tx, revenue, attribution)
    const openings = each.map(({ customer }) => ({ customer, at: secondsAfter(now, -60), open: true }))
    await recordAccessChanges(tx, openings, attribution)
    const wanted = { name: 'bench', scopes: ['ingest'] as const, customers: null, expiresAt: null }
    return (await createApiKey(tx, { ...wanted, requestsPerSecond: 1_000_000 }, attribution)).shown
  })
}
