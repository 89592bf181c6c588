import type { Subject } from './attention.ts'

const none = (): never => {
  throw new Error(
    'the claim has no subject; name one, such as `subject: softmax`, or leave the attention out',
  )
}

/** The subject of a claim about numbers alone. Its computations throw. */
export const noSubject: Subject = {
  name: 'none',
  definition: () => ({ weights: none, output: none }),
  implementation: () => ({ weights: none, output: none }),
}
