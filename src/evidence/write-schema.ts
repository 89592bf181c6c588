import { fileURLToPath } from 'node:url'
import { jsonSchemaText } from './json-schema.ts'
import { writeWhole } from './write.ts'

// Run after every change of schema.ts: npx tsx src/evidence/write-schema.ts
writeWhole(fileURLToPath(new URL('evidence.schema.json', import.meta.url)), jsonSchemaText())
