import { identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { linearWeight, softmaxWeight } from './needle-weights.ts'

/** The two networks by their attention, `exp`: F_exp, `lin`: F_lin, with the needle's weight in closed form. */
export const MECHANISMS = {
  exp: { subject: softmax, called: 'softmax', weight: softmaxWeight },
  lin: { subject: linear(identity), called: 'linear attention', weight: linearWeight },
} as const
export type Mechanism = keyof typeof MECHANISMS
export const BOTH: readonly Mechanism[] = ['exp', 'lin']
