import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evidenceText } from './evidence-text.ts'
import { plantedClaim, plantedEvidence } from './planted-evidence.fixture.ts'
import { readEvidence } from './read.ts'
import { prepareFolder, writeEvidence, WriteError, writeWhole } from './write.ts'

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
  it('makes it, and sweeps away what a killed run left', () => {
    const out = join(folder(), 'deep', 'er')
    prepareFolder(out)
    writeFileSync(join(out, '.evidence.json.999999999.tmp'), '{')
    prepareFolder(out)
    expect(readdirSync(out)).toEqual([])
  })

  it('names the folder and the remedy when a part of the path is a file', () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect(() => prepareFolder(join(file, 'out'))).toThrow(/file.out cannot be written \(.*--out/)
    expect(() => prepareFolder(file)).toThrow('--out')
  })

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'names a folder without permission',
    () => {
      const out = folder()
      chmodSync(out, 0o500)
      expect(() => prepareFolder(out)).toThrow('permission denied')
    },
  )
})

it.skipIf(process.platform !== 'linux')('a folder that the file system refuses is refused, at once', () => {
  expect(() => prepareFolder('/proc/nothing/here')).toThrow(/--out/)
})
