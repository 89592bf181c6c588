/**
 * Tables of the ziggurat for the standard normal density (Marsaglia and Tsang 2000, in Doornik's form of 2005):
 * 128 layers of equal area. A draw takes 7 bits for the layer and 25 others for the place in it.
 */
export const LAYERS = 128

/** Where the tail begins, and the area of a layer under exp(-x²/2). */
export const TAIL = 3.442619855899
const AREA = 9.91256303526217e-3

/** EDGE[i] is the half-width of layer i; layer 0 holds the tail too. EDGE[128] = 0. */
export const EDGE = new Float64Array(LAYERS + 1)
/** exp(-EDGE[i]²/2), the density at the edges. */
export const HEIGHT = new Float64Array(LAYERS + 1)
/** EDGE[i] · 2^-24: turns a signed integer of 25 bits into a place in layer i. */
export const STEP = new Float64Array(LAYERS)
/** Integers below this in size lie under the curve, wherever in the layer they are. */
export const INSIDE = new Int32Array(LAYERS)

/** Rounded to 2^-32, so that no last bit of `log`, `exp` or `sqrt` of some machine reaches a case. */
const rounded = (x: number) => Math.round(x * 0x100000000) / 0x100000000

const density = (x: number) => Math.exp(-0.5 * x * x)

EDGE[0] = rounded(AREA / density(TAIL))
EDGE[1] = rounded(TAIL)
for (let i = 2, x = TAIL; i < LAYERS; i++) {
  x = Math.sqrt(-2 * Math.log(AREA / x + density(x)))
  EDGE[i] = rounded(x)
}
for (let i = 0; i <= LAYERS; i++) HEIGHT[i] = rounded(density(EDGE[i]))
for (let i = 0; i < LAYERS; i++) {
  STEP[i] = EDGE[i] / 0x1000000
  INSIDE[i] = Math.floor((EDGE[i + 1] / EDGE[i]) * 0x1000000)
}
