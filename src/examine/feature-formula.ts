/** Features of a row in float64, and how far each may honestly be off, in units of θ ([conformance-bound], section 4). */
export interface FeatureFormula {
  dimension(width: number): number
  /**
   * Writes the features of `width` numbers from `at` on.
   *
   * @param values [dimension]
   * @param errors [dimension], in units of θ; exact features have 0
   */
  write(row: Float64Array, at: number, width: number, values: Float64Array, errors: Float64Array): void
}

const entrywise = (of: (x: number) => readonly [value: number, error: number]): FeatureFormula => ({
  dimension: (width) => width,
  write(row, at, width, values, errors) {
    for (let c = 0; c < width; c++) [values[c], errors[c]] = of(row[at + c])
  },
})

/** Roundings that the exponential function costs: 4 ulp, the rounding of its argument's product, a store. */
const EXPONENTIAL = 12

const exponential = (x: number) => [Math.exp(x), EXPONENTIAL * Math.exp(x) * (1 + Math.abs(x))] as const

const FORMULAS: Readonly<Record<string, FeatureFormula>> = {
  id: entrywise((x) => [x, 0]),
  relu: entrywise((x) => [Math.max(x, 0), 0]),
  // elu(x) + 1 may be added up literally, so that what is small loses its digits to the 1.
  elu1: entrywise((x) => {
    const value = x > 0 ? x + 1 : Math.exp(x)
    return [value, EXPONENTIAL * (1 + value)]
  }),
  exp: entrywise(exponential),
  hedgehog: {
    dimension: (width) => 2 * width,
    write(row, at, width, values, errors) {
      for (let c = 0; c < width; c++) {
        ;[values[c], errors[c]] = exponential(row[at + c])
        ;[values[width + c], errors[width + c]] = exponential(-row[at + c])
      }
    },
  },
  taylor2: {
    dimension: (width) => 1 + width + width * width,
    write(row, at, width, values, errors) {
      errors.fill(0, 0, width + 1)
      values[0] = 1
      for (let c = 0; c < width; c++) {
        values[1 + c] = row[at + c]
        for (let b = 0; b < width; b++) {
          const place = 1 + width * (c + 1) + b
          values[place] = row[at + c] * row[at + b] * Math.SQRT1_2
          errors[place] = 4 * Math.abs(values[place])
        }
      }
    },
  },
}

/** @throws {RangeError} for a feature map without a formula */
export function featureFormula(name: string): FeatureFormula {
  if (Object.hasOwn(FORMULAS, name)) return FORMULAS[name]
  throw new RangeError(
    `there is no honest bound for the feature map ${name}; there is one for ${Object.keys(FORMULAS).join(', ')}`,
  )
}
