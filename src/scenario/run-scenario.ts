import path from 'node:path'
import type { PriceList } from '../../rules/price-list.ts'
import { withScratchDatabase } from '../database/scratch-database.ts'
import type { Server } from '../database/server.ts'
import { BillingError } from '../errors/billing-error.ts'
import { readPriceList } from '../importing/import-prices.ts'
import { readDocumentFile } from '../importing/read-document-file.ts'
import { actualOutcome, type Outcome } from './actual-outcome.ts'
import { compareOutcome } from './compare-outcome.ts'
import { playScenario } from './play-scenario.ts'
import { scenarioContent, type Scenario } from './scenario-content.ts'
import type { Path } from './timeline.ts'

/** What became of one scenario file. */
export interface ScenarioResult {
  readonly file: string
  /** Null where the file could not be read as a scenario. */
  readonly name: string | null
  readonly passed: boolean
  /** A sentence each; an error in the file stands here too. */
  readonly differences: readonly string[]
  /** Null where the file has an error, so that nothing came out. */
  readonly actual: Outcome | null
}

/** Runs one scenario on a database of its own, through the real engine, and compares what comes out. */
export async function runScenario(server: Server, file: string): Promise<ScenarioResult> {
  let name: string | null = null
  try {
    const { value: scenario, placeOf } = await readDocumentFile(file, scenarioContent, 'invalid-file')
    name = scenario.name
    const lists = await priceListsOf(scenario, file, placeOf)
    const actual = await withScratchDatabase(server, async ({ runtime }) =>
      actualOutcome(runtime, await playScenario(runtime, scenario, lists, placeOf)),
    )
    const differences = compareOutcome(scenario.expect, actual)
    return { file, name, passed: differences.length === 0, differences, actual }
  } catch (error) {
    if (!(error instanceof BillingError) || error.code.startsWith('database')) throw error
    return { file, name, passed: false, differences: error.message.split('\n'), actual: null }
  }
}

/** The scenario's price lists in the order of their months; a path is relative to the scenario's folder. */
async function priceListsOf(
  scenario: Scenario,
  file: string,
  placeOf: (path: Path) => string,
): Promise<readonly PriceList[]> {
  const given = scenario.priceLists ?? (scenario.priceList === undefined ? [] : [scenario.priceList])
  const lists = await Promise.all(
    given.map(async (list) =>
      typeof list === 'string' ? readPriceList(path.resolve(path.dirname(file), list)) : list,
    ),
  )
  for (const [index, list] of lists.entries()) {
    const before = lists[index - 1]
    if (before !== undefined && list.effectiveFrom <= before.effectiveFrom)
      throw new BillingError(
        'invalid-price-list',
        `${placeOf(['priceLists', index, 'effectiveFrom'])}: ${list.effectiveFrom} is not after ${before.effectiveFrom}; lists go in the order of their months`,
      )
  }
  return lists
}
