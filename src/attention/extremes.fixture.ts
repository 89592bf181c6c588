import { batchOf, type Batch } from '../arithmetic/batch.ts'
import { FORMS } from '../engine/conformance/subject-list.ts'
import { sizeOf, type Shape } from '../program/shape.ts'
import { polynomial } from '../papers/softmax-vs-linear/polynomial.ts'
import type { Subject } from './attention.ts'
import { FEATURE_MAPS } from './feature-map.ts'
import { linear } from './linear.ts'
import { masked, type Mask } from './mask.ts'
import { mechanism } from './mechanism.ts'
import { softmaxAttention } from './softmax.ts'

type Numbers = Readonly<Record<'q' | 'k' | 'v', readonly number[]>>

const VALUES = [0.5, -2, 3]
const HUGE = 3.4e38

/** Numbers that the entries of each array take in turn. */
const NUMBERS: Readonly<Record<string, Numbers>> = {
  moderate: { q: [0.5, -1, 0.25], k: [1, -0.5, 2, 0.125], v: VALUES },
  'zeros of both signs': { q: [0, -0], k: [-0, 0, 0], v: [0, -0, 1] },
  'equal keys': { q: [1, -2, 0.5], k: [0.75], v: VALUES },
  subnormal: { q: [1e-45, -3e-42], k: [7e-45, 1e-40, -1e-45], v: [1e-45, -1e-45, 1e-40] },
  'products near the largest number': { q: [1e19, 1], k: [1e19, -1e19, 3], v: VALUES },
  'products of both signs that overflow': { q: [1e20, -1e20], k: [1e20, 1e20, -1e20], v: [HUGE, -HUGE] },
  'only the last tokens are huge': { q: [0, 0, 0, 1e30], k: [1, 1, -1, 0, HUGE, HUGE], v: VALUES },
  'the largest numbers': { q: [HUGE, HUGE, -HUGE], k: [HUGE, -HUGE], v: [HUGE, HUGE, -HUGE] },
  'huge and tiny': { q: [HUGE, 1e-45], k: [1e-45, HUGE, 1], v: [HUGE, 1e-45, 1] },
}

/** One key; as many, fewer and more queries than keys. */
const EXTENTS = [
  [1, 1],
  [3, 3],
  [1, 3],
  [4, 2],
] as const

const filled = (shape: Shape, numbers: readonly number[]) => ({
  shape,
  data: Float32Array.from({ length: sizeOf(shape) }, (_, at) => numbers[at % numbers.length]),
})

export const EXTREMES: readonly string[] = Object.keys(NUMBERS)

/** For each pair of extents a batch with a lane for each of `EXTREMES`. */
export const BATCHES: readonly Batch[] = EXTENTS.map(([queries, keys]) =>
  batchOf(
    Object.values(NUMBERS).map(({ q, k, v }) => ({
      inputs: { q: filled([queries, 2], q), k: filled([keys, 2], k), v: filled([keys, 2], v) },
    })),
  ),
)

/** The same lanes as scores `c` on six axes. */
export const SIX_AXES: Batch = batchOf(
  Object.values(NUMBERS).map(({ q, k }) => ({ inputs: { c: filled([2, 1, 2, 1, 2, 3], [...q, ...k]) } })),
)

/** The first query sees nothing. */
const behind: Mask = (query, key) => key < query
/** The last queries see nothing when they are more than keys. */
const windowed: Mask = (query, key) => key <= query && key > query - 2

/** Subjects with queries that have no key at some extents, or at all. */
const SPARSE: readonly Subject[] = [behind, windowed].flatMap((mask) =>
  [
    softmaxAttention({ mask }),
    softmaxAttention({ mask, scale: -0.5 }),
    ...FEATURE_MAPS.flatMap((map) => [linear(map, { mask }), linear(map, { mask, normalised: false })]),
    mechanism('masked squares', ({ q, k }, x) => masked(q.matMul(k.transpose()).square(), mask, x)),
  ].map((subject) => ({ ...subject, name: `${subject.name}, ${mask === behind ? 'behind' : 'windowed'}` })),
)

/** Every subject in every form. */
export const SUBJECTS: readonly Subject[] = [
  ...FORMS.map(({ subject }) => subject),
  ...[1, 2, 3].map(polynomial),
  ...SPARSE,
]

/** Whether some query of a sparse subject has no key. */
export const leavesOneOut = ({ name }: Subject, { shapes }: Batch): boolean =>
  name.endsWith('behind') || (name.endsWith('windowed') && shapes.q[0] > shapes.k[0] + 1)
