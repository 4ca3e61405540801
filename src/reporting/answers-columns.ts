import { formatInstant } from '../../rules/instant.ts'
import type { AnswerCount } from './answers-report.ts'
import type { ReportColumn } from './report-columns.ts'

export const answersColumns: readonly ReportColumn<AnswerCount>[] = [
  { key: 'hour', value: (row) => formatInstant(row.hour) },
  { key: 'sentBy', value: (row) => row.sentBy },
  { key: 'source', value: (row) => row.source },
  { key: 'answer', value: (row) => row.answer },
  { key: 'disposition', value: (row) => row.disposition },
  { key: 'reason', value: (row) => row.reason },
  { key: 'events', align: 'right', value: (row) => row.events },
]
