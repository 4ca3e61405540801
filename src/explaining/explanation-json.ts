import { formatMoney } from '../../rules/money.ts'
import { headerJson, lineJson } from '../documents/document-json.ts'
import type { Change, Explanation, LineExplanation, PostedUsage } from './explanation.ts'
import { firstSuccessJson } from './first-success-json.ts'
import { valueJson } from './value-json.ts'

/** An explanation as programs get it: camelCase, decimals as text, months `2026-03`, instants RFC 3339. */
export function explanationJson({ document, lines, totals }: Explanation) {
  return {
    ...headerJson(document),
    ruleSet: document.ruleSet,
    lines: lines.map((each) => ({ ...lineJson(document, each.line), ...whyJson(each) })),
    totals,
  }
}

function whyJson({ rules, values, steps, billedBefore, changes, knownBefore }: LineExplanation) {
  return {
    knownBefore,
    billedBefore: billedBefore.map(({ quantity, net, ...place }) => ({
      ...place,
      quantity: quantity.toFixed(),
      net: formatMoney(net),
    })),
    changes: changes.map(changeJson),
    values: values.map(valueJson),
    steps,
    rules,
  }
}

function changeJson(change: Change) {
  switch (change.kind) {
    case 'held':
      return change
    case 'late-events':
    case 'events-taken-back':
      return { kind: change.kind, ...usageJson(change.usage) }
    case 'late-first-success':
    case 'first-success-taken-back':
      return { kind: change.kind, ...firstSuccessJson(change.success) }
    case 'other-value':
      return {
        kind: change.kind,
        before: change.before === undefined ? null : valueJson(change.before),
        after: change.after === undefined ? null : valueJson(change.after),
      }
  }
}

function usageJson({ quantity, takenBack, ...usage }: PostedUsage) {
  return { ...usage, quantity: quantity.toFixed(), takenBack: takenBack ?? null }
}
