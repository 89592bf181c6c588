/** The size of the needle at which softmax's weight w* of it, in its own row, is 1/2: a(1 + a) ln n = ln(n - 1). */
export const halfWeightSize = (n: number): number => rootOf(Math.log(n - 1) / Math.log(n))

/** The size at which w* is the same for n tokens as for 2n: a(1 + a) ln 2 = ln((2n - 1)/(n - 1)). */
export const steadySize = (n: number): number => rootOf(Math.log((2 * n - 1) / (n - 1)) / Math.LN2)

/** The size at which softmax's weight in R2 is 1/2: a ln n = ln(n - 1). */
export const crossHalfWeightSize = (n: number): number => Math.log(n - 1) / Math.log(n)

/** The size at which the weight of polynomial attention of degree p is 1/2: (1 + a)^p = n - 1. */
export const polynomialHalfWeightSize = (n: number, degree: number): number => (n - 1) ** (1 / degree) - 1

/** The a ≥ 0 with a(1 + a) = value. */
const rootOf = (value: number): number => (Math.sqrt(1 + 4 * value) - 1) / 2
