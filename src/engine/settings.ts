/** Switches that the environment sets, and where that is said in the evidence. */
export const environmentSettings = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, `${process.env[name]} (from the environment)`]],
    ),
  )

/** How a switch that this program set stands in the evidence. */
export const setHere = (value: unknown): string => `${String(value)} (set by this program)`
