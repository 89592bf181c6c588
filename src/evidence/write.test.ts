import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { thisProcess } from '../engine/running-process.ts'
import { ClaimTexts, evidenceText, hasItsDigest } from './evidence-text.ts'
import { plantedClaim, plantedEvidence } from './planted-evidence.fixture.ts'
import { readEvidence } from './read.ts'
import { prepareFile, writeEvidence, WriteError, writeWhole } from './write.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'assay-'))

describe('writing evidence', () => {
  it('gives back what was written', () => {
    const out = folder()
    const evidence = plantedEvidence([plantedClaim('a'), plantedClaim('b')])
    writeEvidence(out, evidence)
    const { digest, ...read } = readEvidence(join(out, 'evidence.json'))
    expect(read).toEqual(evidence)
    expect(digest).toMatch(/^sha256:/)
    expect(readdirSync(out)).toEqual(['evidence.json'])
  })

  it('gives equal text for equal claims, whatever the order of keys and of what was seen first', () => {
    const claim = plantedClaim('a')
    const reversed = Object.fromEntries(Object.entries(claim).reverse()) as typeof claim
    const inputs = {
      ...claim.inputs,
      distributions: { 'small integers': 40, gaussian: 60 },
      shapes: [...claim.inputs.shapes].reverse(),
    }
    expect(evidenceText(plantedEvidence([{ ...reversed, inputs }]))).toBe(
      evidenceText(plantedEvidence([claim])),
    )
  })

  it('lays a claim out once in a run, and writes the same as at once', () => {
    let read = 0
    const watched = Object.defineProperty({ ...plantedClaim('a') }, 'title', {
      enumerable: true,
      get: () => `title ${++read}`,
    })
    const texts = new ClaimTexts()
    const first = evidenceText(plantedEvidence([watched]), texts)
    const both = [watched, plantedClaim('b')]
    expect(evidenceText(plantedEvidence(both), texts)).toContain('"title 1"')
    expect(read).toBe(1)
    expect(hasItsDigest(first)).toBe(true)
    expect(evidenceText(plantedEvidence([plantedClaim('a'), both[1]]), texts)).toBe(
      evidenceText(plantedEvidence([plantedClaim('a'), both[1]])),
    )
  })

  it('keeps the numbers of a case on one line', () => {
    const data = Array.from({ length: 500 }, () => '0x1.8p+0')
    const witness = plantedClaim('a').controls[0]
    const text = evidenceText(
      plantedEvidence([
        plantedClaim('a', { controls: [{ ...witness, shrunk: { x: { shape: [500], data } } }] }),
      ]),
    )
    expect(text.split('\n').length).toBeLessThan(140)
    expect(JSON.parse(text).claims[0].controls[0].shrunk.x.data).toEqual(data)
  })

  it('refuses evidence that does not follow the schema, and leaves the old file', () => {
    const out = folder()
    writeEvidence(out, plantedEvidence([]))
    const before = readFileSync(join(out, 'evidence.json'), 'utf8')
    const broken = plantedEvidence([
      plantedClaim('a', { failureRateAtMost: { limit: NaN, confidence: 0.95 } }),
    ])
    expect(() => writeEvidence(out, broken)).toThrow()
    expect(readFileSync(join(out, 'evidence.json'), 'utf8')).toBe(before)
  })

  it('leaves the old file and no temporary one when the new one cannot take its place', () => {
    const out = folder()
    mkdirSync(join(out, 'evidence.json'))
    expect(() => writeWhole(join(out, 'evidence.json'), 'text')).toThrow(WriteError)
    expect(readdirSync(out)).toEqual(['evidence.json'])
  })
})

describe('preparing the output folder', () => {
  const prepare = (...path: string[]) => prepareFile(join(...path, 'evidence.json'))

  it('makes it, sweeps away what a killed run left, and leaves nothing when the file is given back', () => {
    const out = join(folder(), 'deep', 'er')
    prepare(out)()
    const others = ['.evidence.json.tmp', '.mine.json.999999999.tmp']
    for (const name of [...others, '.evidence.json.999999999.tmp', '.evidence.json.lock.999999999.tmp'])
      writeFileSync(join(out, name), '{')
    prepare(out)()
    expect(readdirSync(out)).toEqual(others.sort())
  })

  it('names the folder and the remedy when it, or a part of the path, is a file', () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect(() => prepare(file, 'out')).toThrow(/file.out cannot be written \(.*--out/)
    expect(() => prepare(file)).toThrow(/it is a file; .*--out/)
    expect(() => prepareFile(dirname(file))).toThrow(/it is a folder; .*--out/)
  })

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'names a folder without permission',
    () => {
      const out = folder()
      chmodSync(out, 0o500)
      expect(() => prepare(out)).toThrow('permission denied')
    },
  )

  it.skipIf(process.platform !== 'linux')('a folder that the file system refuses is refused, at once', () => {
    expect(() => prepare('/proc/nothing/here')).toThrow(/--out/)
  })

  it('lets one run at a time write a file, and says which', () => {
    const out = folder()
    const giveBack = prepare(out)
    const lock = join(out, 'evidence.json.lock')
    expect(() => prepare(out)).toThrow(`process ${process.pid} on ${hostname()}`)
    expect(() => prepare(out)).toThrow(`remove ${lock}`)
    giveBack()
    prepare(out)()
    expect(readdirSync(out)).toEqual([])
  })

  it('takes over from a run that has ended, or had the number of this one, and from no other', () => {
    const out = folder()
    const lock = join(out, 'evidence.json.lock')
    const held = (changes: object) =>
      writeFileSync(lock, JSON.stringify({ ...thisProcess(), since: 'then', ...changes }))
    for (const ended of [{ pid: 999999999 }, {}]) {
      held(ended)
      prepare(out)()
    }
    for (const unknown of [{ host: 'elsewhere' }, { pid: process.ppid, began: null }, { pid: '1' }]) {
      held(unknown)
      expect(() => prepare(out)).toThrow(lock)
    }
    writeFileSync(lock, '')
    expect(() => prepare(out)).toThrow('does not say which')
  })
})
