/** A statement of the field that this suite does not test, and says so. */
export interface NotTestable {
  readonly id: string
  readonly theme: string
  readonly title: string
  /** Why no number of cases would say anything of it, as a sentence. */
  readonly why: string
}

/**
 * Statements that belong to the catalogue and that no case can decide: they have a note in `proofs-notes/`, no file in
 * `properties/`, no verdict, and count nowhere.
 */
export const NOT_TESTABLE: readonly NotTestable[] = [
  {
    id: 'linear-not-universal',
    theme: 'depth',
    title: 'Linear attention cannot approximate every sequence-to-sequence function (false by theory)',
    why: 'It speaks of all functions and of networks of any size: a network that approximates one function says nothing of the others.',
  },
  {
    id: 'time-scaling',
    theme: 'depth',
    title: 'Softmax attention needs quadratic time, linear attention linear time',
    why: 'That no faster way exists is conditional on the strong exponential time hypothesis, and times of a clock are no proof of a number of operations.',
  },
]
