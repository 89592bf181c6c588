/** The text of a new attention mechanism: what it means, and how it is computed. */
export const subjectTemplate = (name: string): string => `import type { Real, Subject } from 'attention-assay'

/** The mechanism in a sentence. Replace both computations: they are of softmax, whose weights need no shift. */
export const ${inCamelCase(name)}: Subject = {
  name: '${name}',
  /** What it means: the statement over the reals is about this. */
  definition: () => {
    const weights = ({ q, k }: { q: Real; k: Real }): Real => {
      const kernel = q.matMul(k.transpose()).exp()
      return kernel.div(kernel.sum(-1, true))
    }
    return { weights, output: (inputs) => weights(inputs).matMul(inputs.v) }
  },
  /** How it is computed: the statement over float32 is about what this returns. It shares no code with the definition. */
  implementation: () => {
    const weights = ({ q, k }: { q: Real; k: Real }): Real => {
      const scores = q.matMul(k.transpose())
      const kernel = scores.sub(scores.max(-1, true)).exp()
      return kernel.div(kernel.sum(-1, true))
    }
    return { weights, output: (inputs) => weights(inputs).matMul(inputs.v) }
  },
}
`

const inCamelCase = (name: string): string =>
  name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
