import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEvidence } from '../evidence/read.ts'
import { claimText, folder, PlantedCommandLine } from './planted-command-line.fixture.ts'

test('a run that goes on keeps what was noted of its engine before', async () => {
  const line = new PlantedCommandLine(folder({ 'order/a.js': claimText('a'), 'order/b.js': claimText('b') }))
  const out = folder()
  const start = line.services.startEngine
  const notes: string[] = ['the device was lost once']
  Object.assign(line.services, {
    startEngine: async (name: string) => {
      const started = await start(name)
      return { ...started, engine: { ...started.engine, notes } }
    },
  })
  line.during = (id) => id === 'b' && line.interrupt()
  await line.run('verify', '--out', out)
  line.during = () => undefined
  notes.splice(0)
  await line.run('verify', '--out', out, '--resume')
  expect(line.judged).toEqual(['b'])
  expect(readEvidence(join(out, 'evidence.json')).engine.notes).toEqual(['the device was lost once'])
  await line.run('verify', '--out', out)
  expect(readEvidence(join(out, 'evidence.json')).engine.notes).toEqual([])
})
