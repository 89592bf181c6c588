import type { Mask } from './mask.ts'
import type { Scale } from './scale.ts'

/** What a subject's name tells of its scale and its mask. */
export const namedParts = (scale: Scale, mask: Mask): string[] => [
  ...(scale === 'none' ? [] : [scale === 'inverse-sqrt-width' ? 'scale 1/√d' : `scale ${scale}`]),
  ...(mask === 'none' ? [] : [mask === 'causal' ? 'causal' : 'masked']),
]

/**
 * Demands that a subject is given no options but its own: one of a misspelt name would be left out of it in silence.
 *
 * @throws {RangeError} naming the option that there is not
 */
export function checkOptions(options: object, known: readonly string[], of: string): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new RangeError(`there is no option "${unknown}" of ${of}; its options are ${known.join(', ')}`)
}
