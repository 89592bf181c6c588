/** Switches that the environment sets, by name, and where that is said in the evidence. */
export const environmentSettings = (isSwitch: (name: string) => boolean): Record<string, string> =>
  Object.fromEntries(
    Object.keys(process.env)
      .filter(isSwitch)
      .sort()
      .map((name) => [name, `${process.env[name]} (from the environment)`]),
  )

/** How a switch that this program set stands in the evidence. */
export const setHere = (value: unknown): string => `${String(value)} (set by this program)`
