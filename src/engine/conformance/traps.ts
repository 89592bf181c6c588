import { batchOf } from '../../arithmetic/batch.ts'
import { conjunction } from '../../program/judgement.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { Truth } from '../../program/truth.ts'
import { nameOf } from './atom-checks.ts'
import { MODES, statementOnDevice } from './both-arithmetics.ts'
import type { Check } from './check.ts'
import { normalised } from './operation-cases.ts'

interface Trap {
  readonly inputs: { readonly a: readonly number[]; readonly b?: readonly number[] }
  readonly of: (a: Real, b: Real, x: Recorder) => Proposition
  /** What may be said of it. */
  readonly allowed: readonly Truth[]
}

const { True, False, Undecided, Consistent } = Truth
const notTrue = [False, Undecided, Consistent]
const notFalse = [True, Undecided, Consistent]

/** Statements whose float32 values invite a certainty that the reals do not give. */
const TRAPS: Readonly<Record<string, readonly Trap[]>> = {
  'overflow makes an atom undecided': [
    { inputs: { a: [3e38] }, of: (a) => a.mul(a).less(Infinity), allowed: notTrue },
    { inputs: { a: [3e38] }, of: (a) => a.mul(a).sub(a.mul(a)).equal(0), allowed: notFalse },
    { inputs: { a: [200] }, of: (a, _, x) => x.constant(1e30).less(a.exp().relu()), allowed: notTrue },
    { inputs: { a: [200] }, of: (a) => a.exp().atMost(4e38), allowed: notTrue },
  ],
  // Kernels may lose a NaN (a maximum that compares), so it is never looked for: magnitudes exclude it.
  'a NaN makes an atom undecided, also behind a kernel that loses it': [
    ...(['relu', 'abs'] as const).map((through) => ({
      inputs: { a: [3e38] },
      of: (a: Real) => a.mul(a).sub(a.mul(a))[through]().atMost(1),
      allowed: [Undecided],
    })),
    { inputs: { a: [3e38] }, of: (a) => a.mul(a).mul(0).relu().atMost(1), allowed: [Undecided] },
    { inputs: { a: [3e38, 1] }, of: (a) => a.mul(a).sub(a.mul(a)).max().atMost(1), allowed: [Undecided] },
    { inputs: { a: [-1] }, of: (a) => a.log().maximum(0).atMost(1), allowed: notTrue },
    { inputs: { a: [-1] }, of: (a) => a.sqrt().minimum(0).atMost(1), allowed: notTrue },
    { inputs: { a: [0] }, of: (a) => a.div(a).minimum(1).atMost(2), allowed: notTrue },
  ],
  'an input that is no number makes an atom undecided': [
    ...[NaN, Infinity, -Infinity].flatMap((input) => [
      { inputs: { a: [input, -1] }, of: (a: Real) => a.relu().atMost(1), allowed: [Undecided] },
      {
        inputs: { a: [input, -1] },
        of: (a: Real) => a.minimum(0).maximum(-1).atMost(1),
        allowed: [Undecided],
      },
      { inputs: { a: [-1], b: [input] }, of: (a: Real, b: Real) => a.less(b), allowed: [Undecided] },
    ]),
  ],
  'a value in the flushed range does not become certain': [
    { inputs: { a: [1e-30] }, of: (a) => a.mul(a).atMost(0), allowed: notTrue },
    { inputs: { a: [1e-30] }, of: (a, _, x) => x.constant(0).less(a.mul(a)), allowed: notFalse },
    { inputs: { a: [-100] }, of: (a, _, x) => x.constant(0).less(a.exp()), allowed: notFalse },
    { inputs: { a: [1e-40] }, of: (a) => a.neg().less(0), allowed: notFalse },
    { inputs: { a: [1e-40] }, of: (a) => a.sum().equal(0), allowed: notTrue },
  ],
  'a tie in float32 that is none over the reals is not called one': [
    {
      inputs: { a: [0, 1e-9] },
      of: (a) => a.sameOrder(normalised(a.belowMax(-1).exp())),
      allowed: notFalse,
    },
  ],
  'exact numbers are compared exactly': [
    { inputs: { a: [3, 4], b: [3, 4] }, of: (a, b) => a.equal(b), allowed: [True] },
    { inputs: { a: [3], b: [4] }, of: (a, b) => b.atMost(a), allowed: [False] },
    { inputs: { a: [1e-40], b: [2e-40] }, of: (a, b) => a.less(b), allowed: [True] },
  ],
}

export const trapChecks: readonly Check[] = Object.entries(TRAPS).map(([name, traps]) => ({
  group: 'readings',
  name,
  async run(engine) {
    const faults: string[] = []
    for (const { inputs, of, allowed } of traps) {
      const array = (numbers: readonly number[]) => ({
        shape: [numbers.length],
        data: Float32Array.from(numbers),
      })
      const batch = batchOf([{ inputs: { a: array(inputs.a), b: array(inputs.b ?? inputs.a) } }])
      for (const mode of MODES) {
        const { reals } = await statementOnDevice(engine, mode, batch, ({ a, b }, x) => of(a, b, x))
        const truth = conjunction(reals)[0] as Truth
        if (!allowed.includes(truth))
          faults.push(
            `${of.toString()} for a = ${inputs.a.join(' ')} is called ${nameOf(truth)} (${mode} bound)`,
          )
      }
    }
    return { cases: traps.length * MODES.length, faults }
  },
}))
