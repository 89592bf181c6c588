import { batchOf } from '../../arithmetic/batch.ts'
import { conjunction } from '../../program/judged.ts'
import type { Proposition } from '../../program/proposition.ts'
import type { Real } from '../../program/real.ts'
import type { Recorder } from '../../program/recorder.ts'
import { Truth } from '../../program/truth.ts'
import { nameOf } from './atom-checks.ts'
import { MODES, statementOnDevice } from './both-arithmetics.ts'
import type { Check } from './check.ts'
import { normalised } from './case.ts'

/** Numbers a, a statement about them, what may be said of it, and numbers b where they are not those of a. */
type Trap = readonly [
  a: readonly number[],
  of: (a: Real, b: Real, x: Recorder) => Proposition,
  allowed: readonly Truth[],
  b?: readonly number[],
]

const { True, False, Undecided, Consistent } = Truth
const notTrue = [False, Undecided, Consistent]
const notFalse = [True, Undecided, Consistent]

/** Statements whose float32 values invite a certainty that the reals do not give. */
const TRAPS: Readonly<Record<string, readonly Trap[]>> = {
  'overflow makes an atom undecided': [
    [[3e38], (a) => a.mul(a).less(Infinity), notTrue],
    [[3e38], (a) => a.mul(a).sub(a.mul(a)).equal(0), notFalse],
    [[200], (a, _, x) => x.constant(1e30).less(a.exp().relu()), notTrue],
    [[200], (a) => a.exp().atMost(4e38), notTrue],
  ],
  // Kernels may lose a NaN (a maximum that compares), so it is never looked for: magnitudes exclude it.
  'a NaN makes an atom undecided, also behind a kernel that loses it': [
    ...(['relu', 'abs'] as const).map((through): Trap => [
      [3e38],
      (a) => a.mul(a).sub(a.mul(a))[through]().atMost(1),
      [Undecided],
    ]),
    [[3e38], (a) => a.mul(a).mul(0).relu().atMost(1), [Undecided]],
    [[3e38, 1], (a) => a.mul(a).sub(a.mul(a)).max().atMost(1), [Undecided]],
    [[-1], (a) => a.log().maximum(0).atMost(1), notTrue],
    [[-1], (a) => a.sqrt().minimum(0).atMost(1), notTrue],
    [[0], (a) => a.div(a).minimum(1).atMost(2), notTrue],
  ],
  'an input that is no number makes an atom undecided': [
    ...[NaN, Infinity, -Infinity].flatMap((input): Trap[] => [
      [[input, -1], (a) => a.relu().atMost(1), [Undecided]],
      [[input, -1], (a) => a.minimum(0).maximum(-1).atMost(1), [Undecided]],
      [[-1], (a, b) => a.less(b), [Undecided], [input]],
    ]),
  ],
  'a value in the flushed range does not become certain': [
    [[1e-30], (a) => a.mul(a).atMost(0), notTrue],
    [[1e-30], (a, _, x) => x.constant(0).less(a.mul(a)), notFalse],
    [[-100], (a, _, x) => x.constant(0).less(a.exp()), notFalse],
    [[1e-40], (a) => a.neg().less(0), notFalse],
    [[1e-40], (a) => a.sum().equal(0), notTrue],
  ],
  'a tie in float32 that is none over the reals is not called one': [
    [[0, 1e-9], (a) => a.sameOrder(normalised(a.belowMax(-1).exp())), notFalse],
  ],
  'exact numbers are compared exactly': [
    [[3, 4], (a, b) => a.equal(b), [True]],
    [[3], (a, b) => b.atMost(a), [False], [4]],
    [[1e-40], (a, b) => a.less(b), [True], [2e-40]],
  ],
}

const array = (numbers: readonly number[]) => ({ shape: [numbers.length], data: Float32Array.from(numbers) })

export const trapChecks: readonly Check[] = Object.entries(TRAPS).map(([name, traps]) => ({
  group: 'readings',
  name,
  async *run(engine) {
    for (const [a, of, allowed, b = a] of traps) {
      const batch = batchOf([{ inputs: { a: array(a), b: array(b) } }])
      for (const mode of MODES) {
        const { reals } = await statementOnDevice(engine, mode, batch, (inputs, x) =>
          of(inputs.a, inputs.b, x),
        )
        const truth = conjunction(reals)[0] as Truth
        const said = `${of.toString()} for a = ${a.join(' ')} is called ${nameOf(truth)} (${mode} bound)`
        yield { cases: 1, faults: allowed.includes(truth) ? [] : [said] }
      }
    }
  },
}))
