import type { Subject } from '../attention/attention.ts'
import type { FeatureMap } from '../attention/feature-map.ts'
import { linear } from '../attention/linear.ts'

/**
 * Variants of a claim about linear attention, one with each of these maps in place of its own; each is named after its map.
 *
 * @param more what else they have in common, such as the hypothesis that the maps lack
 *
 * @example
 * ```ts
 * withMap([relu, elu1], { hypothesis: 'the kernel is a function of q·k' })
 * ```
 */
export const withMap = <More extends object = object>(
  maps: readonly FeatureMap[],
  more?: More,
): ({ readonly name: string; readonly subject: Subject } & More)[] =>
  maps.map((map) => ({ name: `map ${map.name}`, ...(more as More), subject: linear(map) }))
