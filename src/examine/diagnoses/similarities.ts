import { withChange, type Altered, type Place } from './altered.ts'
import { mistake, type Mistake } from './mistake.ts'

/** q · k and the squared norms of both, of one head's query and key. */
function products({ lanes, head, query }: Place, keyHead: number, key: number) {
  const { width, queryHeads, keyHeads } = lanes
  const from = (query * queryHeads + head) * width
  const to = (key * keyHeads + keyHead) * width
  let [dot, size, ofQuery, ofKey] = [0, 0, 0, 0]
  for (let c = 0; c < width; c++) {
    const [a, b] = [lanes.q[from + c], lanes.k[to + c]]
    dot += a * b
    size += Math.abs(a * b)
    ofQuery += a * a
    ofKey += b * b
  }
  return { dot, size, ofQuery, ofKey }
}

const cosine = (altered: Altered): Altered =>
  withChange(altered, 'scores', (row, place) => {
    const { model } = altered
    const { theta, largest } = model.storage
    const scale = model.scale(place.lanes.width, place.lanes)
    for (let j = 0; j < row.score.length; j++) {
      const { dot, ofQuery, ofKey } = products(place, model.keyHead(place.head, place.lanes), j)
      row.score[j] = (scale * dot) / Math.sqrt(ofQuery * ofKey)
      row.error[j] = 8 * (place.lanes.width + 4) * theta * Math.abs(scale)
      // Squares may overflow or vanish where their norms do not.
      const [least, most] = [Math.min(ofQuery, ofKey), Math.max(ofQuery, ofKey)]
      if (!(least > 1 / largest && 2 * most < largest)) row.mayOverflow = true
    }
  })

/** -|q - k|² in place of q · k, times the scale and a factor. */
const distance =
  (factor: number) =>
  (altered: Altered): Altered => {
    const { theta } = altered.model.storage
    return withChange(altered, 'scores', (row, place) => {
      const { width } = place.lanes
      const scale = altered.model.scale(width, place.lanes) * factor
      for (let j = 0; j < row.score.length; j++) {
        const found = products(place, altered.model.keyHead(place.head, place.lanes), j)
        const size = Math.abs(scale) * (found.ofQuery + found.ofKey + 2 * found.size)
        row.score[j] = -scale * (found.ofQuery + found.ofKey - 2 * found.dot)
        row.error[j] = 2 * (width + 8) * theta * size
        if (!(2 * size < altered.model.storage.largest * Math.min(1, Math.abs(scale)))) row.mayOverflow = true
      }
    })
  }

const softmaxOnly = (name: string, sentence: string, ...ways: readonly ((altered: Altered) => Altered)[]) =>
  mistake(name, sentence, ({ mechanism, position }) =>
    mechanism === 'softmax' && position.kind === 'none' ? ways : [],
  )

/** Scores that measure something else than a product. */
export const SIMILARITIES: readonly Mistake[] = [
  softmaxOnly(
    'cosine-for-product',
    'Scores are cosines of the angles between queries and keys, not their products.',
    cosine,
  ),
  softmaxOnly(
    'distance-for-product',
    'Scores are negative squared distances of queries and keys, not their products.',
    distance(1),
    distance(0.5),
  ),
]
