import { z } from '@hono/zod-openapi'
import { documentHeader, documentLine } from './document.ts'
import { explainedChange } from './explained-change.ts'
import { explainedValue } from './explained-value.ts'
import { decimalText, documentNumberText, moneyText, monthText, quantityText } from './values.ts'

const measure = z.enum(['EUR', 'units', 'packages', '%'])

const arithmeticStep = z
  .object({
    step: z.int(),
    rule: z.string(),
    name: z.string(),
    operation: z.enum([
      'add',
      'subtract',
      'multiply',
      'divide-rounding-up',
      'percent-of',
      'round-half-away-from-zero',
    ]),
    operands: z
      .array(
        z.object({
          name: z.string(),
          value: decimalText,
          measure,
          step: z.int().nullable().openapi({ description: 'The step that gave it; null of a value read' }),
        }),
      )
      .readonly(),
    result: decimalText,
    measure,
  })
  .openapi('ArithmeticStep')

const rule = z
  .object({
    rule: z.string(),
    sentence: z.string(),
    file: z.string(),
    behind: z.string(),
    since: z.string(),
    tests: z.array(z.string()).readonly(),
  })
  .openapi('Rule')

const billedLine = z.object({
  number: documentNumberText,
  billingMonth: monthText,
  lineNumber: z.int(),
  quantity: quantityText,
  net: moneyText,
})

/** Why every line of a document is what it is. */
export const explanation = documentHeader
  .extend({
    ruleSet: z.string(),
    lines: z
      .array(
        documentLine
          .extend({
            knownBefore: monthText,
            billedBefore: z.array(billedLine).readonly(),
            changes: z.array(explainedChange).readonly(),
            values: z.array(explainedValue).readonly(),
            steps: z.array(arithmeticStep).readonly(),
            rules: z.array(rule).readonly(),
          })
          .openapi('ExplainedLine'),
      )
      .readonly(),
    totals: z
      .array(arithmeticStep)
      .readonly()
      .openapi({ description: 'From the lines to net, VAT and gross; none of a single line', example: [] }),
  })
  .openapi('Explanation')
