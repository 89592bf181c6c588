import { describe, expect, it } from 'vitest'
import { evidenceText } from './evidence-text.ts'
import { plantedClaim, plantedEvidence } from './planted-evidence.fixture.ts'
import { EvidenceError, parseEvidence, readEvidence } from './read.ts'

const text = evidenceText(plantedEvidence([plantedClaim('a')]))

describe('reading evidence', () => {
  it.each([
    ['', 'is empty'],
    [text.slice(0, text.length / 2), 'is cut off'],
    ['{"a": }', 'is not JSON'],
    ['{"a": 1}', 'is not a file of evidence'],
    ['[1, 2]', 'is not a file of evidence'],
    ['null', 'is not a file of evidence'],
    [text.replace('"version": 2', '"version": 7'), 'has version 7'],
    [text.replace('"satisfied": 90', '"satisfied": -90'), 'claims[0].cases.satisfied'],
  ])('says what is wrong with %.20j', (damaged, message) => {
    const read = (): unknown => parseEvidence(damaged, 'some/evidence.json')
    expect(read).toThrow(EvidenceError)
    expect(read).toThrow('some/evidence.json')
    expect(read).toThrow(message)
  })

  it('never takes a part of a file for the whole', () => {
    for (let i = 0; i < 60; i++)
      expect(() => parseEvidence(text.slice(0, Math.floor((text.trimEnd().length * i) / 60)), 'x')).toThrow(
        EvidenceError,
      )
  })

  it('says that there is no file', () => {
    expect(() => readEvidence('/nowhere/evidence.json')).toThrow('there is no file /nowhere/evidence.json')
  })
})
