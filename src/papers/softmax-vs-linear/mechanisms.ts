import { identity } from '../../attention/feature-map.ts'
import { linear } from '../../attention/linear.ts'
import { softmax } from '../../attention/softmax.ts'
import { linearWeight, softmaxWeight } from './needle-weights.ts'

/** The attention of the networks F_exp and F_lin, and the weight in closed form that it gives the needle. */
export const MECHANISMS = {
  exp: { subject: softmax, called: 'softmax', weight: softmaxWeight },
  lin: { subject: linear(identity), called: 'linear attention', weight: linearWeight },
} as const
export type Mechanism = keyof typeof MECHANISMS
/** In the order of tables and figures. */
export const BOTH: readonly Mechanism[] = ['exp', 'lin']
