import type { Declared, DeclaredMask } from './declared.ts'

/** What is declared in a few words: `softmax(scale 1/√d, causal)`, in float32. */
export function declaredName({ mechanism, scale, mask, position, heads }: Declared): string {
  const parts = [
    ...(mechanism === 'softmax'
      ? []
      : [mechanism.featureMap, ...(mechanism.normalised ? [] : ['unnormalised'])]),
    ...(scale === 'none' ? [] : [scale === 'inverse-sqrt-width' ? 'scale 1/√d' : `scale ${scale}`]),
    ...maskName(mask),
    ...(position.kind === 'none' ? [] : [position.kind === 'rotary' ? `rotary, ${position.pairs}` : 'ALiBi']),
    ...(heads.query === 1
      ? []
      : [`${heads.query} heads${heads.key === heads.query ? '' : ` of ${heads.key} keys`}`]),
  ]
  const name = mechanism === 'softmax' ? 'softmax' : 'linear'
  return parts.length === 0 ? name : `${name}(${parts.join(', ')})`
}

function maskName(mask: DeclaredMask): string[] {
  if (mask.kind === 'none') return []
  if (mask.kind === 'given') return ['masked']
  const end = mask.aligned === 'end' ? ' aligned at the end' : ''
  return [`${mask.kind === 'causal' ? 'causal' : `window of ${mask.size}`}${end}`]
}
