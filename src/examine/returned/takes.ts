import type { Traits } from '../../claim/needs.ts'
import { FEATURE_MAPS } from '../../attention/feature-map.ts'
import type { Subject } from '../../attention/attention.ts'
import type { Declared } from '../declared.ts'
import type { Extents } from '../lanes.ts'

/** Which extents an attention takes; any, where nothing is said. */
export interface Takes {
  /** Only as many queries as keys: self-attention. */
  readonly selfOnly?: boolean
  /** Extents that are always the same. */
  readonly fixed?: Partial<Pick<Extents, 'queries' | 'keys' | 'width' | 'valueWidth'>>
}

/** What claims ask of an attention. @param subject what it is declared to be */
export function traitsOf({ mechanism, scale, mask, position }: Declared, subject: Subject): Traits {
  const softmax = mechanism === 'softmax'
  const parts = subject.linear ?? (softmax ? undefined : partsOf(mechanism, mask))
  return {
    name: subject.name,
    softmax,
    ...(parts && { linear: parts }),
    normalised: softmax || mechanism.normalised,
    scale: softmax ? scale : 'none',
    mask:
      mask.kind === 'none' || mask.kind === 'given' ? 'none' : mask.kind === 'causal' ? 'causal' : 'other',
    positions: position.kind !== 'none',
  }
}

function partsOf(
  { featureMap, normalised }: Exclude<Declared['mechanism'], 'softmax'>,
  { kind }: Declared['mask'],
): Traits['linear'] {
  const map = FEATURE_MAPS.find(({ name }) => name === featureMap)
  // A mask that is an input allows every key here; of one that is neither, no claim asks more.
  return map && { map, normalised, mask: kind === 'causal' ? 'causal' : 'none' }
}
