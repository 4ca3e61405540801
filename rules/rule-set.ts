// The name of the rules in force. A rule is never changed for months already billed: a new reading is a new dated row,
// and a new name here, so every issued line says which reading it was made under.
// Tests: test/rules/rule-set.test.ts

export const ruleSet = '2026-11'
