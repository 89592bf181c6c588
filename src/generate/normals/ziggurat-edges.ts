import { EDGE, HEIGHT, LAYERS } from '../ziggurat.ts'

/** How far within the inner part of a layer a place has to lie that needs no look: a share of the layer's width. */
const DEEP = 2 ** -12

/** What is known of the density beside the inner part of a layer, so that few draws there need a power of e. */
export interface LayerEdge {
  /** Of the places in the layer, as signed integers of 25 bits: below this in size they lie certainly under the curve. */
  readonly deep: number
  /** A draw's height there is the first, and the second times a number in (0, 1). */
  readonly height: readonly [from: number, change: number]
  /** The straight line through the curve at both ends: the first, and the second times the place. */
  readonly line: readonly [from: number, slope: number]
  /** How far the curve lies from that line at most. */
  readonly apart: number
}

const density = (x: number): number => Math.exp(-0.5 * x * x)

/** Of exp(-x²/2); its size has its maxima at 0 and √3. */
const bent = (x: number): number => Math.abs((x * x - 1) * density(x))

/**
 * The edge of a layer but the first. The curve lies no further from a chord than an eighth of the squared width times the
 * largest second derivative: at both ends, or at √3 between them. A bit within the inner part, by the share `DEEP` of the
 * width, the product of the distances from both ends is less than in the middle between them, so the limit holds there too.
 * 2^-32 is added, since heights are rounded to it; float64 roundings are smaller by far.
 *
 * Deeper within, the curve is at least x² · density(x) · DEEP / 2 above the layer, which is more than 2^-20.
 */
export function layerEdge(layer: number): LayerEdge {
  const [inner, outer] = [EDGE[layer + 1], EDGE[layer]]
  const begin = Math.max(0, inner - DEEP * outer)
  const most = Math.max(
    bent(begin),
    bent(outer),
    begin < Math.sqrt(3) && Math.sqrt(3) < outer ? bent(Math.sqrt(3)) : 0,
  )
  const slope = (density(outer) - density(inner)) / (outer - inner)
  return {
    deep: Math.max(0, Math.floor((inner / outer - DEEP) * 0x1000000)),
    height: [HEIGHT[layer + 1], HEIGHT[layer] - HEIGHT[layer + 1]],
    line: [density(inner) - slope * inner, slope],
    apart: (most * (outer - begin) ** 2) / 8 + 2 ** -32,
  }
}

/** Of all layers but the first, which has a tail. */
export const LAYER_EDGES: readonly LayerEdge[] = Array.from({ length: LAYERS - 1 }, (_, i) =>
  layerEdge(i + 1),
)
