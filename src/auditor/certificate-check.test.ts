import { describe, expect, test } from 'vitest'
import { toHex } from '../program/hex-float.ts'
import { batchOf, type Case } from '../arithmetic/batch.ts'
import { enclose } from '../arithmetic/interval/enclose.ts'
import { up } from '../arithmetic/interval/rounding.ts'
import { toJson } from '../program/json.ts'
import { record } from '../program/record.ts'
import { Proposition } from '../program/proposition.ts'
import type { Real } from '../program/real.ts'
import { sizeOf, type Shape } from '../program/shape.ts'
import { ATOM_CASES } from '../engine/conformance/atom-cases.ts'
import { COMPOUNDS } from '../engine/conformance/compound-cases.ts'
import { OPERATION_CASES } from '../engine/conformance/operation-cases.ts'
import { Draws } from '../generate/draws.ts'
import { caseData } from '../judge/case-data.ts'
import { certify } from '../judge/certify.ts'
import { Status } from '../judge/status.ts'
import { checkCertificate } from './certificate-check.ts'

const LANES = 6
const ALL = [
  ...Object.entries({ ...OPERATION_CASES, ...ATOM_CASES }).flatMap(([name, cases]) =>
    cases.map((item) => ({ ...item, name })),
  ),
  ...COMPOUNDS.map((item) => ({ ...item, name: 'compound' })),
]
const ANYTHING = [-Infinity, Infinity] as const

describe.each(ALL.map((item) => [`${item.name} ${item.title}`, item] as const))('%s', (_, { shapes, of }) => {
  const draws = new Draws({ nextInt: () => 31 })
  const cases = Array.from({ length: LANES }, (__, lane): Case => {
    const arrays = Object.entries(shapes).map(([name, shape]) => [
      name,
      { shape, data: numbers(draws, shape, lane) },
    ])
    return { inputs: Object.fromEntries(arrays) }
  })
  let said: Proposition | Real
  const program = record((inputs, x) => {
    said = of(inputs, x)
    return { claim: said instanceof Proposition ? said : said.atMost(said) }
  }, shapes).definition

  test('the evaluator agrees with the arithmetics of the program, and with nothing else', async () => {
    let certified = 0
    for (const item of cases) {
      if (said instanceof Proposition) certified += await propositionAgrees(item)
      else valueAgrees(said, item)
    }
    if (said instanceof Proposition) expect(certified).toBeGreaterThan(0)
  })

  async function propositionAgrees(item: Case): Promise<number> {
    const about = { claim: 'planted', subject: 'none', program }
    const certificate =
      (await certify(about, item, Status.Satisfied)) ?? (await certify(about, item, Status.Violated))
    if (!certificate) return 0
    expect(checkCertificate(certificate)).toEqual([])
    const other = certificate.says === 'satisfied' ? 'violated' : 'satisfied'
    expect(checkCertificate({ ...certificate, says: other })).not.toEqual([])
    certificate.atoms.forEach(({ truth }, n) => {
      const flipped = truth.replace(/[TF]/, (letter) => (letter === 'T' ? 'F' : 'T'))
      if (flipped === truth) return
      const atoms = certificate.atoms.with(n, { truth: flipped })
      expect(checkCertificate({ ...certificate, atoms })).not.toEqual([])
    })
    return 1
  }

  function valueAgrees({ value }: Real, item: Case): void {
    const { lo, hi } = enclose({ steps: program.steps, value }, batchOf([item]))
    const outside = (limits: readonly (readonly [lo: number, hi: number])[]): number =>
      checkCertificate({
        ...{ claim: 'planted', subject: 'none', bits: null },
        says: 'satisfied',
        decidedBy: 'interval',
        inputs: caseData(item),
        program: toJson(program),
        atoms: [{ truth: 'U'.repeat(lo.length) }],
        values: { [value]: limits.map(([low, high]) => [toHex(low), toHex(high)]) },
        ranks: {},
      }).filter((text) => text.includes(`of value ${value} does not lie in`)).length
    const limits = [...lo].map((low, i) => (Number.isNaN(low) ? ANYTHING : ([low, hi[i]] as const)))
    expect(outside(limits)).toBe(0)
    const known = limits.filter(([, high]) => Number.isFinite(high))
    const beside = limits.map(([, high]) => [Number.isFinite(high) ? up(high) : -Infinity, Infinity] as const)
    // Both operands of the comparison are this value.
    expect(outside(beside)).toBe(2 * known.length)
  }
})

/** Small integers, which tie, in every other lane. */
function numbers(draws: Draws, shape: Shape, lane: number): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, () =>
    lane % 2 === 0 ? draws.below(5) - 2 : draws.normal(),
  )
}

const ANY = [['-inf', 'inf']] as const

test('e^(x + y) is exactly e^x times e^y, and nothing a little beside it', () => {
  const number = (hex: string) => ({ shape: [1], data: [hex] })
  const certificate = {
    ...{ claim: 'planted', subject: 'none', bits: null },
    says: 'satisfied',
    decidedBy: 'exact',
    inputs: { x: number('0x1.8p+1'), y: number('0x1.4p-3') },
    program: {
      steps: [
        ['input', 'x'],
        ['input', 'y'],
        ['add', 0, 1],
        ['exp', 2],
        ['exp', 0],
        ['exp', 1],
        ['mul', 4, 5],
      ],
      hypotheses: [],
      claim: ['equal', 3, 6],
    },
    atoms: [{ truth: 'T' }],
    values: { 3: ANY, 6: ANY },
    ranks: {},
  }
  expect(checkCertificate(certificate)).toEqual([])
  const beside = {
    ...certificate,
    program: { ...certificate.program, claim: ['equal', 3, 4] },
    values: { 3: ANY, 4: ANY },
  }
  expect(checkCertificate(beside)).not.toEqual([])
})
