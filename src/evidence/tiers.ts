/** The arithmetics, in the order in which cases climb; `running` is the device with its other bound. */
export const TIERS = ['device', 'running', 'interval', 'mpfr', 'exact'] as const
export type Tier = (typeof TIERS)[number]
