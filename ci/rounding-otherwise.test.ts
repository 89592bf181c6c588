import { describe, expect, test } from 'vitest'
import { discover } from '../src/claim/discover.ts'
import { OTHERWISE, roundingOtherwise } from '../src/engine/rounding-otherwise.fixture.ts'
import { startEngine } from '../src/engine/start.ts'
import { judgeClaim } from '../src/judge/judge-claim.ts'

const expecting = (await discover()).claims.filter(({ claim }) => claim.expect.float32 !== undefined)
const MEANT = { holds: ['proved', 'supported'], refuted: ['refuted'], consistent: ['consistent'] }

describe.each(OTHERWISE)('sums rounded %s', (how) => {
  test.each(expecting)(
    '$claim.id: what is expected in float32 is no accident of an engine',
    async (loaded) => {
      const engine = roundingOtherwise(how)((await startEngine('wasm')).engine)
      const alone = { ...loaded.claim, controls: [], ablations: [], mutants: [], restrictions: [] }
      const { verdict, error } = await judgeClaim({ ...loaded, claim: alone }, { engine, seed: 1 })
      expect(error).toBeUndefined()
      expect(MEANT[loaded.claim.expect.float32!]).toContain(verdict.float32?.status)
    },
  )
})
