import { z } from 'zod'
import { evidence } from './schema.ts'

/** The published JSON Schema, as the text of `evidence.schema.json`, in the format that prettier gives it. */
export function jsonSchemaText(): string {
  const { $schema, ...rest } = z.toJSONSchema(evidence, { target: 'draft-2020-12', io: 'input' })
  const title = 'attention-assay evidence, version 1'
  const text = JSON.stringify({ $schema, title, ...rest }, null, 2)
  return `${text.replace(/^( *)(.*)\[\n([^[\]{}]*?)\n *\](,?)$/gm, onOneLine)}\n`
}

/** An array of plain values on one line, where it fits. */
function onOneLine(whole: string, indent: string, key: string, items: string, comma: string): string {
  const line = `${indent}${key}[${items.trim().replace(/\n\s*/g, ' ')}]${comma}`
  return line.length <= 110 ? line : whole
}
