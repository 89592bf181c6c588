import type { EmptyRowCounts } from '../empty-row.ts'
import type { Draws } from '../../generate/draws.ts'
import type { Examined } from '../examined.ts'
import type { Answer, Lanes } from '../lanes.ts'
import type { Model } from '../model.ts'
import { compareRows, type Difference } from './compare-rows.ts'
import type { About, Described, Relation } from './relation.ts'

/** A batch, and what was answered. */
interface Trial {
  readonly examined: Examined
  readonly about: About
  /** What is declared. */
  readonly model: Model
  readonly lanes: Lanes
  readonly answer: Answer
  /** Always the same for a property and a batch. */
  readonly draws: Draws
}

/** What came of one trial. */
export interface Tried {
  readonly rows: number
  readonly differences: readonly Difference[]
  /** The inputs that the differences are about. */
  readonly lanes: Lanes
  readonly changed: Lanes
  readonly emptyRows?: Readonly<EmptyRowCounts>
}

/** A property of implementations, tried on one batch after the other. */
export interface Property extends Described {
  readonly words: { differs: string; rounding: string; beyond: string; unknown: string }
  /** @returns undefined for inputs of which it says nothing */
  attempt(trial: Trial): Promise<Tried | undefined>
}

/** The property that related inputs are answered alike. */
export function relating(relation: Relation): Property {
  const { id, title, statement } = relation
  return {
    id,
    title,
    statement,
    unfit: (about) => relation.unfit(about),
    words: {
      differs: 'are not the same bit for bit',
      rounding: 'none differs by more than two honest answers may',
      beyond: 'differ by more than two honest answers may',
      unknown: 'may differ by an overflow on the way, which is not told from a mistake',
    },
    async attempt({ examined, about, model, lanes, answer, draws }) {
      const variation = relation.vary(lanes, about, draws)
      if (!variation) return undefined
      const { changed } = variation
      const again = await (relation.ask?.(examined, changed) ?? examined.answer(changed))
      return { ...compareRows(model, lanes, variation, answer, again), lanes, changed }
    },
  }
}
