import { expect, test } from 'vitest'
import { elu1 } from '../attention/feature-map.ts'
import { linear } from '../attention/linear.ts'
import { softmax } from '../attention/softmax.ts'
import { arrays } from '../generate/generate.ts'
import { partFaults } from './part-faults.ts'

const inputs = arrays({ arrays: { u: [1] } })
const check = (): void => {}

test.each<[string, object]>([
  ['a claim that leaves all out', { controls: [{ name: 'c' }] }],
  ['parts that are not stated', { assuming: undefined, tightness: undefined, cover: undefined }],
  [
    'variants with parts of their own',
    {
      controls: [{ name: 'c', subject: [softmax, linear(elu1)], check, obstruction: check }],
      ablations: [{ name: 'a', hypothesis: 'h', assuming: check, inputs }],
      mutants: [{ name: 'm', sharp: false, measure: check }],
      cover: [{ name: 'r', atLeast: 1, region: check }],
      trivial: { name: 'r', region: check },
    },
  ],
])('nothing is wrong with %s', (_, claim) => {
  expect(partFaults({ ...claim })).toEqual([])
})

test.each<[object, string]>([
  [{ assuming: 1 }, 'assuming a value of type number'],
  [{ obstruction: {} }, 'obstruction a value of type object'],
  [{ tightness: 'x' }, 'tightness a value of type string'],
  [{ trivial: { name: 'r' } }, 'region of trivial undefined'],
  [{ cover: [{ name: 'r', region: 1 }] }, 'region of cover a value of type number'],
  [{ trivial: check }, 'trivial a value of type function; give a region with a name'],
  [{ cover: [check] }, 'cover a value of type function; give a region with a name'],
  [{ cover: [{ atLeast: 1, region: check }] }, 'cover a value of type object; give a region with a name'],
  [{ mutants: [{ name: 'm', check }] }, 'sharp of "m" undefined'],
  [{ controls: [{ name: 'c', subject: linear }] }, 'subject of "c" a value of type function; give a subject'],
  [{ controls: [{ name: 'c', subject: [] }] }, 'subject of "c" a value of type array'],
  [{ controls: [{ name: 'c', subject: [softmax, undefined] }] }, 'subject of "c" a value of type array'],
  [{ ablations: [{ name: 'a', subject: undefined }] }, 'subject of "a" undefined, which may be a name'],
  [{ ablations: [{ name: 'a', assuming: undefined }] }, 'assuming of "a" undefined'],
  [{ restrictions: [{ name: 'r', inputs: {} }] }, 'inputs of "r" a value of type object; give an arbitrary'],
  [
    { mutants: [{ name: 'm', sharp: true, check: 'x' }] },
    'check of "m" a value of type string; give a function',
  ],
])('%j is refused', (claim, said) => {
  expect(partFaults({ ...claim })).toHaveLength(1)
  expect(partFaults({ ...claim })[0]).toContain(said)
})
