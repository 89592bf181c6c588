import type { Recorder } from '../../program/recorder.ts'
import { Truth } from '../../program/truth.ts'
import type { SignSums } from './closed-form.ts'

/** Sign vectors that the closed form cannot tell apart: what it reads of them, and how many of the 2^d they are. */
interface SignClass {
  readonly y1: number
  readonly yk: number
  readonly yd: number
  readonly S: number
  readonly vectors: bigint
}

const SIGNS = [-1, 1] as const

/** All classes of width d: S is y_k and d-3 more signs, binomially many vectors of which give the same sum. */
function signClasses(d: number): readonly SignClass[] {
  const classes: SignClass[] = []
  const more = d - 3
  let vectors = 1n
  for (let ups = 0; ups <= more; ups++) {
    for (const y1 of SIGNS)
      for (const yk of SIGNS)
        for (const yd of SIGNS) classes.push({ y1, yk, yd, S: yk + 2 * ups - more, vectors })
    vectors = (vectors * BigInt(more - ups)) / BigInt(ups + 1)
  }
  return classes
}

/** What the closed form reads of one neuron of each class. */
export function signClassSums(d: number, x: Recorder): SignSums {
  const classes = signClasses(d)
  const row = (name: keyof SignSums) => () =>
    x.constant(
      classes.map((of) => of[name]),
      [1, classes.length],
    )
  return { y1: row('y1'), yk: row('yk'), yd: row('yd'), S: row('S') }
}

/**
 * How many of the 2^d sign vectors are in classes of which something is true: surely, and at most.
 *
 * @param truths one for each class, in the order of `signClassSums`
 */
export function vectorsOf(truths: ArrayLike<number>, d: number): readonly [surely: bigint, atMost: bigint] {
  let [surely, atMost] = [0n, 0n]
  signClasses(d).forEach(({ vectors }, i) => {
    if (truths[i] === Truth.True) surely += vectors
    if (truths[i] !== Truth.False) atMost += vectors
  })
  return [surely, atMost]
}
