import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { afterAll, describe, expect, test } from 'vitest'
import { compilerOptions } from './documented.ts'

/* What somebody reads in the editor who makes a mistake in a claim: the compiler says what is wrong, where it can what is meant. */

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'assay-mistakes-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')

const RIGHT = {
  id: "'right'",
  title: "'t'",
  statement: "'s'",
  source: 'assay.folklore()',
  subject: 'assay.softmax',
  inputs: 'assay.queryAndKeys({ tokens: [2, 8], width: 4 })',
  check: '({ q, k }, attention) => attention.weights({ q, k }).greater(0).all()',
  expect: "{ reals: 'holds' }",
  controls: "[{ name: 'c', check: ({ q }) => q.less(0).all() }]",
}

/** A claim that is right but for some changes; what is undefined is left out. */
const claim = (changes: Readonly<Record<string, string | undefined>>, kind = 'forAll'): string => {
  const properties = Object.entries({ ...RIGHT, ...changes }).filter(([, text]) => text !== undefined)
  return `export default assay.${kind}({ ${properties.map(([name, text]) => `${name}: ${text}`).join(', ')} })`
}
const check = (text: string): string => claim({ check: text })

const MISTAKES = [
  ['nothing', claim({}), []],
  [
    'an input that is misspelt',
    check('({ kk }) => kk.less(0)'),
    ["Property 'kk' does not exist", '"q" | "k"'],
  ],
  [
    'an input that is misspelt in a variant',
    claim({ controls: "[{ name: 'c', check: ({ qq }) => qq.less(0) }]" }),
    ["Property 'qq' does not exist", '"q" | "k"'],
  ],
  [
    'a misspelt part of a claim',
    claim({ check: undefined, chek: RIGHT.check }),
    ["'chek' does not exist", "Did you mean to write 'check'?"],
  ],
  ...['title', 'source', 'check', 'expect', 'controls', 'inputs'].map(
    (name) => [`no ${name}`, claim({ [name]: undefined }), [`Property '${name}' is missing`]] as const,
  ),
  [
    'a verdict that there is not',
    claim({ expect: "{ reals: 'hold' }" }),
    [`'"hold"' is not assignable`, `Did you mean '"holds"'?`],
  ],
  [
    'a truth of JavaScript for a proposition',
    check('({ q, k }) => q > k'),
    ["'boolean' is not assignable to type 'Proposition'"],
  ],
  ['numbers for a proposition', check('({ q }) => q.sum()'), ["Type 'Real'", "'Proposition'"]],
  ['an operator on arrays', check('({ q, k }) => (q + k).less(0)'), ["Operator '+' cannot be applied"]],
  [
    'a method that is misspelt',
    check('({ q, k }) => q.matmul(k).less(0)'),
    ["'matmul' does not exist on type 'Real'", "Did you mean 'matMul'?"],
  ],
  [
    'no keys for the weights',
    check('({ q }, attention) => attention.weights({ q }).less(0)'),
    ["Property 'k' is missing"],
  ],
  [
    'no values for the output',
    check('({ q, k }, attention) => attention.output({ q, k }).less(0)'),
    ["Property 'v' is missing"],
  ],
  ['an exists that quantifies nothing', claim({}, 'exists'), ["Property 'quantifiers' is missing"]],
  [
    'an exists that leaves an input out',
    claim({ quantifiers: "{ q: 'exists' }" }, 'exists'),
    ["Property 'k' is missing"],
  ],
  ['a probability without a bound', claim({}, 'probability'), ["Property 'bound' is missing"]],
  [
    'a scaling without a measure',
    claim({ check: undefined, controls: "[{ name: 'c' }]", exponent: '{ is: 2, spacing: 1 }' }, 'scaling'),
    ["Property 'measure' is missing"],
  ],
  ['an ablation of nothing', claim({ ablations: "[{ name: 'a' }]" }), ["Property 'hypothesis' is missing"]],
  [
    'a misspelt part of a variant',
    claim({ controls: "[{ name: 'c', subjects: assay.softmax }]" }),
    ["'subjects' does not exist", "Did you mean to write 'subject'?"],
  ],
  [
    'a need that nothing can have',
    claim({ needs: "['soft-max']" }),
    [`'"soft-max"' is not assignable`, `Did you mean '"softmax"'?`],
  ],
  [
    'a misspelt option of softmax',
    'assay.softmaxAttention({ scal: 2 })',
    ["'scal' does not exist in type 'SoftmaxOptions'", "Did you mean to write 'scale'?"],
  ],
  [
    'a mask that there is not',
    "assay.softmaxAttention({ mask: 'casual' })",
    [`'"casual"' is not assignable`, `Did you mean '"causal"'?`],
  ],
  [
    'a form that there is not',
    "assay.linear(assay.elu1, { form: 'recurent' })",
    [`'"recurent"' is not assignable`, `Did you mean '"recurrent"'?`],
  ],
  ['the name of a feature map', "assay.linear('elu1')", ["'string' is not assignable", "'FeatureMap'"]],
  [
    'an extent that is misspelt',
    'assay.queryAndKeys({ token: 2, width: 4 })',
    ["'token' does not exist", "Did you mean to write 'tokens'?"],
  ],
  ['an extent that is missing', 'assay.queryAndKeys({ width: 4 })', ["Property 'tokens' is missing"]],
  [
    'a distribution for no array',
    'assay.arrays({ arrays: { u: [1] }, from: { w: assay.signs } })',
    ["'w' does not exist"],
  ],
  [
    'a misspelt option of verify',
    `const it = ${claim({}).replace('export default ', '')}\nawait assay.verify(it, { case: 100 })`,
    ["'case' does not exist in type 'VerifyOptions'", "Did you mean to write 'cases'?"],
  ],
  ['no claim for verify', 'await assay.verify({})', ["'{}' is not assignable", "'Claim'"]],
  [
    'a misspelt part of an attention',
    "assay.attention({ name: 'a', definition: { as: 'softmax' }, run: (_tf, { q }) => q, precison: 'float16' })",
    ["'precison' does not exist in type 'OwnAttention'", "Did you mean to write 'precision'?"],
  ],
] as const satisfies readonly (readonly [string, string, readonly string[]])[]

const files = MISTAKES.map(([, text], at) => {
  const file = join(folder, `${at}.ts`)
  writeFileSync(file, `import * as assay from 'attention-assay'\n\n${text}\n`)
  return file
})
const program = ts.createProgram(files, compilerOptions(root))

describe('a claim with', () => {
  test.each(MISTAKES.map(([name, , said], at) => ({ name, said, at })))('$name', ({ said, at }) => {
    const found = ts.getPreEmitDiagnostics(program, program.getSourceFile(files[at]))
    const told = found.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
    if (said.length === 0) expect(told).toEqual([])
    // The first error is the one that is read.
    else for (const part of said) expect(told[0]).toContain(part)
  })
})
