import { expect, test } from 'vitest'
import { plantedEvidence } from '../../../evidence/planted-evidence.fixture.ts'
import { plantedPage } from '../planted-page.fixture.ts'
import { plantedExamination } from './planted-examination.fixture.ts'

test('an examination is told: conformity, accuracy, diagnosis, properties, and where it ended', async () => {
  const page = await plantedPage(plantedEvidence([], { complete: false, examined: plantedExamination }))
  const text = page
    .replace(/<(script|style)[^]*?<\/\1>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
  for (const said of [
    'an attention was examined; said to be softmax(scale 1/√d).',
    'Incomplete: the examination did not come to its end.',
    'It stopped answering during the properties: it hung up.',
    'Is it what it is said to be? does not conform One number is off.',
    'scale-forgotten : Scores are not scaled.',
    'At output[0, 1, 1], by query, head and entry, it returned NaN . The definition says 1 , and honest implementations answer between 0.96875 and 1.0625.',
    'Not certified: no arithmetic decides it.',
    'q = [[[1], [0]]] k = [[0], [1]] v = [[0, 1], [2, 3]]',
    'queries without allowed keys NaN 2 times meant there zeros',
    'below 1 up to 16 7 0.5 2 3 0 1',
    'more more 1 0 0 0 0 0',
    'holds fits',
    'but for rounding Twice',
    'failed Dead dead : it failed to answer: it hung up',
    'failed It broke broken : its own code failed: no such map',
    'unfit No mask.',
    'This evidence holds none, so there is nothing that a browser could check again.',
  ])
    expect(text).toContain(said)
})
