import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { declaredFrom } from '../declared-from.ts'
import type { Lanes } from '../lanes.ts'

export const SOFTMAX = declaredFrom({ as: 'softmax' })

/** Two lanes of one query, three keys, width 2, with small integers. */
export const BATCH: Lanes = {
  lanes: 2,
  queries: 1,
  keys: 3,
  width: 2,
  valueWidth: 2,
  queryHeads: 1,
  keyHeads: 1,
  q: Float32Array.of(1, 2, 3, 4),
  k: Float32Array.from({ length: 12 }, (_, i) => i),
  v: Float32Array.from({ length: 12 }, (_, i) => 8 * i),
}

/**
 * A program that speaks the protocol: it answers with the queries, whatever their format. What stands in `behaviour` is
 * run in its place for the first batch, with the number of the batch as `id`.
 */
const peer = (behaviour: string, atStart: string): string => `
const fs = require('node:fs')
const say = (header, bytes) => {
  fs.writeSync(1, JSON.stringify(header) + '\\n')
  for (let at = 0; bytes && at < bytes.length; ) at += fs.writeSync(1, bytes, at)
}
const answer = (id, changes = {}, bytes) => say({ type: 'answer', id, arrays: [
  { name: 'output', dtype: q.dtype, shape: q.shape, bytes: q.bytes, ...changes },
] }, bytes ?? q.data)
let q
${atStart}
let heard = Buffer.alloc(0)
let pieces = []
let needed = 0
let first = true
process.stdin.on('data', (piece) => {
  pieces.push(piece)
  needed -= piece.length
  if (needed > 0) return
  heard = Buffer.concat([heard, ...pieces])
  pieces = []
  for (let end; (end = heard.indexOf(10)) >= 0; ) {
    const header = JSON.parse(heard.subarray(0, end))
    let at = end + 1
    const length = (header.arrays ?? []).reduce((sum, { bytes }) => sum + bytes, 0)
    needed = at + length - heard.length
    if (needed > 0) break
    if (header.type === 'hello') say({ type: 'hello', protocol: 1, name: 'echo', version: '7', device: 'here', gives: ['output'] })
    else {
      const { id } = header
      q = { ...header.arrays[0], data: heard.subarray(at, at + header.arrays[0].bytes) }
      if (first && ${JSON.stringify(behaviour !== '')}) { ${behaviour} } else answer(id)
      first = false
    }
    heard = heard.subarray(at + length)
  }
})
`

/** The command that starts it. */
export function peerCommand(behaviour = '', atStart = ''): string {
  const file = join(mkdtempSync(join(tmpdir(), 'assay-peer-')), 'peer.cjs')
  writeFileSync(file, peer(behaviour, atStart))
  return `"${process.execPath}" "${file}"`
}
