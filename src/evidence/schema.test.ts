import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { format, resolveConfig } from 'prettier'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { plantedClaim, plantedEvidence } from './planted-evidence.fixture.ts'
import { CERTIFICATE_VERSION, certificateFile } from './certificate-file.ts'
import { MATRIX_VERSION, matrixFile } from './matrix-schema.ts'
import { evidence, VERSION } from './schema.ts'

/** Each has an address that says nothing but which one it is, and another one for each version. */
const PUBLISHED = [
  {
    file: 'evidence.schema.json',
    schema: evidence,
    title: `attention-assay evidence, version ${VERSION}`,
    id: { 2: 'urn:uuid:bb145f15-aaa5-4732-a104-f032960b78b0' }[VERSION],
  },
  {
    file: 'certificate.schema.json',
    schema: certificateFile,
    title: `attention-assay certificate, version ${CERTIFICATE_VERSION}`,
    id: { 1: 'urn:uuid:66512faf-f33a-4230-a2c4-3e9f08e73c8b' }[CERTIFICATE_VERSION],
  },
  {
    file: 'matrix.schema.json',
    schema: matrixFile,
    title: `attention-assay kill matrix, version ${MATRIX_VERSION}`,
    id: { 1: 'urn:uuid:bfea2486-2186-4c0a-96fc-c92f45786313' }[MATRIX_VERSION],
  },
]

function jsonSchemaOf({ schema, title, id }: (typeof PUBLISHED)[number]): Schema {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' })
  return { $schema, $id: id, title, ...rest }
}

type Schema = Readonly<Record<string, unknown>> & { readonly description?: string }

/** Every property of a schema, with its path; what is defined beside it too. */
function* propertiesIn(schema: Schema, path = ''): Generator<readonly [path: string, property: Schema]> {
  const { properties, $defs, ...parts } = schema
  for (const [name, property] of Object.entries((properties ?? {}) as Record<string, Schema>)) {
    yield [`${path}.${name}`, property]
    yield* propertiesIn(property, `${path}.${name}`)
  }
  for (const part of [...Object.values($defs ?? {}), ...Object.values(parts)].flat())
    if (typeof part === 'object' && part !== null) yield* propertiesIn(part as Schema, path)
}

describe('the schema of the evidence', () => {
  it.each(PUBLISHED)(
    'is published as it is, $file: `npx vitest run src/evidence/schema.test.ts -u` writes it anew',
    async (published) => {
      const path = fileURLToPath(new URL(published.file, import.meta.url))
      const text = JSON.stringify(jsonSchemaOf(published), null, 2)
      const formatted = await format(text, { ...(await resolveConfig(path)), parser: 'json' })
      await expect(formatted).toMatchFileSnapshot(path)
    },
  )

  it.each(PUBLISHED)('describes every property, $file', (published) => {
    const bare: string[] = []
    for (const [path, { description }] of propertiesIn(jsonSchemaOf(published)))
      if (description === undefined || description === '') bare.push(path)
    expect(bare).toEqual([])
  })

  it('is read by another program, which takes the same', () => {
    const taken = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(
      jsonSchemaOf(PUBLISHED[0]),
    )
    const good = plantedEvidence([plantedClaim('a')])
    expect(taken(good), JSON.stringify(taken.errors)).toBe(true)
    expect(taken({ ...good, mood: 'fine' })).toBe(false)
  })

  it('takes the evidence, and nothing that it does not know', () => {
    const good = plantedEvidence([plantedClaim('a')])
    expect(evidence.safeParse(good).success).toBe(true)
    expect(evidence.safeParse({ ...good, mood: 'fine' }).success).toBe(false)
    expect(evidence.safeParse(plantedEvidence([{ ...plantedClaim('a'), extra: 1 } as never])).success).toBe(
      false,
    )
  })

  it.each([NaN, Infinity, -Infinity, -1, 0.5])('refuses %d as a count', (n) => {
    const claim = plantedClaim('a')
    claim.cases.undecided = n
    expect(evidence.safeParse(plantedEvidence([claim])).success).toBe(false)
  })

  it('refuses a number that matters bit for bit in any other form', () => {
    for (const margin of ['0.5', '1e-3', '0x1.8', 'NaN', '']) {
      const claim = plantedClaim('a', { worst: { case: { seed: 1, index: 0 }, margin, bound: '0x0p+0' } })
      expect(evidence.safeParse(plantedEvidence([claim])).success).toBe(false)
    }
  })
})
