import { expect, test } from 'vitest'
import { recordFormula, recordSentence } from '../../program/formula.ts'
import { OPERATIONS } from '../../program/operations.ts'
import { atomsOf } from '../../program/statement.ts'
import { startEngine } from '../start.ts'
import { ATOM_CASES } from './atom-cases.ts'
import { conformance } from './conformance.ts'
import { formatConformance } from './format.ts'
import { OPERATION_CASES } from './operation-cases.ts'

test('every operation and every atom has cases, and they write it down', () => {
  const given = ['input', 'constant', 'fraction']
  expect([...Object.keys(OPERATION_CASES), ...given].sort()).toEqual(Object.keys(OPERATIONS).sort())
  for (const [name, cases] of Object.entries(OPERATION_CASES)) {
    for (const { title, shapes, of } of cases)
      expect(
        recordFormula(shapes, of).steps.map(({ op }) => op),
        `${name} ${title}`,
      ).toContain(name)
  }
  for (const [name, cases] of Object.entries(ATOM_CASES)) {
    for (const { title, shapes, of } of cases) {
      const atoms = [...atomsOf(recordSentence(shapes, of).statement)].map(([atom]) => atom)
      expect(atoms, title).toContain(name)
    }
  }
})

test('a report counts by group and shows every fault', async () => {
  const { engine } = await startEngine('cpu')
  const first = await conformance(engine, { lanes: 2 }).next()
  const passed = first.value!
  expect(passed).toMatchObject({ group: 'operations', name: 'add', passed: true })
  const failed = { ...passed, name: 'sub', passed: false, detail: 'lane 3: wrong\nlane 4: wrong' }
  const bounds = { ...passed, group: 'bounds', cases: 7 } as const
  const text = formatConformance([
    passed,
    failed,
    { ...bounds, leastSlack: 3 },
    { ...bounds, leastSlack: 1.5 },
  ])
  expect(text).toContain(`operations  1 of 2 passed, ${2 * passed.cases} comparisons`)
  expect(text).toContain('bounds      2 of 2 passed, 14 comparisons, bounds at least 1.500 times the error')
  expect(text).toContain('FAILED operations: sub\n  lane 3: wrong\n  lane 4: wrong')
})
