import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claimText, folder, PlantedCommandLine } from '../../cli/planted-command-line.fixture.ts'
import { readEvidence } from '../../evidence/read.ts'
import { judgeClaim } from '../../judge/judge-claim.ts'
import { rowOrder } from '../../judge/planted-claim.fixture.ts'
import type { Engine } from '../engine.ts'
import { EngineError, type EngineEntry } from '../entry.ts'
import { ENGINES } from '../registry.ts'
import { startEngine } from '../start.ts'

const claim = rowOrder
const judge = (engine: Engine) =>
  judgeClaim(
    { claim, theme: 'planted', file: 'planted.ts', sourceHash: `sha256:${'0'.repeat(64)}`, imports: [] },
    { engine, seed: 1, to: 300 },
  )

const cpu = ENGINES.find(({ name }) => name === 'cpu')!
let lost: boolean
let recoveries: number
let engine: Engine

/** The engine cpu on a device that is lost with every batch whose number is listed. */
async function losing(...numbers: number[]): Promise<void> {
  lost = false
  recoveries = 0
  const entry: EngineEntry = {
    ...cpu,
    recover: () => {
      if (!lost) return Promise.resolve(undefined)
      lost = false
      return Promise.resolve(`replaced ${++recoveries}`)
    },
  }
  const { engine: started } = await startEngine('cpu', [entry])
  const { tf } = started
  let batch = 0
  const tidy = (build: () => unknown) => {
    lost ||= numbers.includes(batch++)
    if (lost) throw new EngineError('the device was lost')
    return tf.tidy(build as never)
  }
  engine = Object.assign(started, { tf: { ...tf, tidy } as unknown as Engine['tf'] })
}

describe('a device that is lost', () => {
  test('once: the batch is computed again, nothing else changes, and it is noted', async () => {
    await losing()
    const undisturbed = await judge(engine)
    await losing(0, 5)
    const before = engine.notes.length
    expect(await judge(engine)).toEqual(undisturbed)
    expect(engine.notes.slice(before)).toEqual(['replaced 1', 'replaced 2'])
  })

  test('twice over the same batch: that is an error of the engine, not of the claim', async () => {
    await losing(2, 3)
    const failed = judge(engine)
    await expect(failed).rejects.toBeInstanceOf(EngineError)
    await expect(failed).rejects.toThrow('the device was lost')
    expect(recoveries).toBe(1)
  })

  test('not at all: an error of the claim stays one', async () => {
    await losing()
    const broken = {
      ...claim,
      check: () => {
        throw new Error('no')
      },
    }
    const evidence = await judgeClaim(
      {
        claim: broken,
        theme: 'planted',
        file: 'planted.ts',
        sourceHash: `sha256:${'0'.repeat(64)}`,
        imports: [],
      },
      { engine, seed: 1, to: 3 },
    )
    expect(evidence.error).toBeDefined()
    expect(recoveries).toBe(0)
  })
})

describe('what happened to the device', () => {
  let line: PlantedCommandLine
  let out: string
  beforeAll(() => {
    line = new PlantedCommandLine(folder({ 'order/a.js': claimText('a'), 'order/b.js': claimText('b') }))
  })
  beforeEach(() => (out = folder()))

  test('during a run stands in its evidence', async () => {
    const start = line.services.startEngine.bind(line.services)
    const notes = ['known from the start']
    Object.assign(line.services, {
      startEngine: async (name: string) => {
        const started = await start(name)
        return { ...started, engine: { ...started.engine, notes } }
      },
    })
    line.during = (id) => id === 'b' && void notes.push('replaced')
    expect(await line.run('verify', '--out', out)).toBe(0)
    expect(readEvidence(join(out, 'evidence.json')).engine.notes).toEqual([
      'known from the start',
      'replaced',
    ])
  })
})
