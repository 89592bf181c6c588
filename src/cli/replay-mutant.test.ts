import { expect, test } from 'vitest'
import { discover } from '../claim/discover.ts'
import type { Replay } from '../judge/replay-case.ts'
import { BROKEN_MECHANISMS } from '../matrix/broken/broken-mechanisms.ts'
import { killMatrix } from '../matrix/kill-matrix.ts'
import { runCommandLine } from './command-line.ts'
import { ExitCode } from './exit-code.ts'
import { REAL_SERVICES } from './services.ts'

async function replayed(...args: string[]) {
  let [out, err] = ['', '']
  const services = {
    ...REAL_SERVICES,
    stdout: { write: (said: string) => void (out += said) },
    stderr: { write: (said: string) => void (err += said) },
  }
  const code = await runCommandLine(['replay', ...args, '--engine', 'cpu', '--json'], services)
  return { code, out, err }
}

test('every kill of a matrix can be replayed: those of random cases, and those of walks', async () => {
  const { claims } = await discover()
  const ids = ['attention-cubic-collapse-both', 'interior-key-never-wins-softmax', 'softmax-row-order-strict']
  const names = ['smoothed weights', 'no shift by the maximum', 'negative temperature']
  const { pairs } = await killMatrix(
    claims.filter(({ claim }) => ids.includes(claim.id)),
    BROKEN_MECHANISMS.filter(({ name }) => names.includes(name)),
    { seed: 2, cases: 200, starts: 4 },
  )
  const kills = pairs.flatMap(({ claim, mutant, random, search }) => [
    { claim, mutant, at: random.firstViolated, walk: [] },
    { claim, mutant, at: search?.firstViolated ?? null, walk: ['--walk', 'violation'] },
  ])
  const seen = kills.filter(({ at }) => at !== null)
  expect(seen.some(({ walk }) => walk.length > 0)).toBe(true)
  expect(seen.some(({ walk }) => walk.length === 0)).toBe(true)
  for (const { claim, mutant, at, walk } of seen) {
    const { out } = await replayed(claim, '--mutant', mutant, '--seed', '2', '--case', `${at}`, ...walk)
    const { tiers, subject } = JSON.parse(out) as Replay
    expect([subject, tiers.find(({ tier }) => tier === 'interval')?.truth]).toEqual([mutant, 'false'])
  }
})

test('a mutant that is none, or that the claim says nothing of, is refused', async () => {
  const refused = async (...args: string[]) => {
    const { code, err } = await replayed('softmax-row-order-strict', '--seed', '1', '--case', '0', ...args)
    expect(code).toBe(ExitCode.CannotRun)
    return err
  }
  expect(await refused('--mutant', 'softmax twice')).toContain('`assay matrix --list` names them')
  expect(await refused('--mutant', 'linear: no normaliser')).toContain('exponentials of scores')
  expect(await refused('--mutant', 'double softmax', '--variant', 'any')).toContain('cannot be used with')
})
