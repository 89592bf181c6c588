import { describe, expect, test } from 'vitest'
import { toHex } from '../program/hex-float.ts'
import { IntervalReal } from '../arithmetic/interval/interval-array.ts'
import { up } from '../arithmetic/interval/rounding.ts'
import { IntervalArithmetic } from '../arithmetic/interval/interval-tier.ts'
import { Proposition } from '../program/proposition.ts'
import { sizeOf, type Shape } from '../program/shape.ts'
import { TraceArithmetic, type TraceReal } from '../arithmetic/trace/trace-real.ts'
import { CASES } from '../engine/conformance/all-cases.ts'
import { COMPOUNDS } from '../engine/conformance/compound-cases.ts'
import { Draws } from '../generate/draws.ts'
import type { Case } from '../arithmetic/batch.ts'
import { caseData } from '../judge/case-data.ts'
import { certify } from '../judge/certificate.ts'
import type { Program } from '../judge/program.ts'
import { Status } from '../judge/status.ts'
import { checkCertificate } from './certificate-check.ts'

const LANES = 6
const ALL = [
  ...Object.entries(CASES).flatMap(([name, cases]) => cases.map((item) => ({ ...item, name }))),
  ...COMPOUNDS.map((item) => ({ ...item, name: 'compound' })),
]
const ANYTHING = [-Infinity, Infinity] as const
const NOTHING = {
  hypothesis: undefined,
  existential: false,
  obstruction: undefined,
  observed: undefined,
  regions: [],
}

describe.each(ALL.map((item) => [`${item.name} ${item.title}`, item] as const))('%s', (_, { shapes, of }) => {
  const draws = new Draws({ nextInt: () => 31 })
  const cases = Array.from({ length: LANES }, (__, lane) => {
    const arrays = Object.entries(shapes).map(
      ([name, shape]) => [name, shape, numbers(draws, shape, lane)] as const,
    )
    const x = new IntervalArithmetic()
    const found = of(
      Object.fromEntries(arrays.map(([name, ...array]) => [name, IntervalReal.float32(1, ...array)])),
      x,
    )
    const item: Case = {
      inputs: Object.fromEntries(arrays.map(([name, shape, data]) => [name, { shape, data }])),
    }
    return { found, item }
  })

  test('the evaluator agrees with the arithmetics of the program, and with nothing else', async () => {
    let certified = 0
    for (const { found, item } of cases) {
      if (found instanceof Proposition) certified += await propositionAgrees(item)
      else valueAgrees(found, item)
    }
    if (cases[0].found instanceof Proposition) expect(certified).toBeGreaterThan(0)
  })

  async function propositionAgrees(item: Case): Promise<number> {
    const program: Program = (inputs, x) => ({ ...NOTHING, claim: of(inputs, x) as Proposition })
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

  function valueAgrees({ lo, hi }: IntervalReal, item: Case): void {
    const t = new TraceArithmetic()
    const { value } = of(t.inputs(shapes), t) as unknown as TraceReal
    const outside = (limits: readonly (readonly [lo: number, hi: number])[]): number =>
      checkCertificate({
        says: 'satisfied',
        inputs: caseData(item),
        program: { steps: t.steps, hypotheses: [], claim: ['atMost', value, value] },
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
    says: 'satisfied',
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
    values: { 3: ANY, 4: ANY, 6: ANY },
    ranks: {},
  }
  expect(checkCertificate(certificate)).toEqual([])
  const beside = { ...certificate, program: { ...certificate.program, claim: ['equal', 3, 4] } }
  expect(checkCertificate(beside)).not.toEqual([])
})
