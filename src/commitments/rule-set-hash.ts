import { ruleSetContent } from '../../rules/rule-set.ts'
import { commitmentOf } from './commitment-of.ts'

/** What documents issued now commit to: the decisions and tables in force. */
export const ruleSetHash = commitmentOf(ruleSetContent)
