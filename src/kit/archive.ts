import { spawn } from 'node:child_process'
import { EngineError } from '../engine/entry.ts'
import { run } from '../engine/npm-packages.ts'
import { Parts } from './parts.ts'

/**
 * Packs a folder with tar and xz into parts.
 *
 * @param parent the folder that holds it
 * @param name path of the archive, without the numbers of its parts
 * @param level of xz, 0 to 9
 * @returns the files of the parts
 * @throws {EngineError} when tar or xz is missing or fails, or the disk is full
 */
export async function pack(
  parent: string,
  folder: string,
  name: string,
  partSize: number,
  level: number,
): Promise<string[]> {
  for (const program of ['tar', 'xz']) {
    if ((await run(program, ['--version'])).status !== 0)
      throw new EngineError(
        `${program} was not found, which packs the kit (Debian and Ubuntu: apt-get install ${program === 'xz' ? 'xz-utils' : program}).`,
      )
  }
  const parts = new Parts(name, partSize)
  const tar = spawn('tar', ['-C', parent, '--owner=0', '--group=0', '--sort=name', '-cf', '-', folder])
  const xz = spawn('xz', [`-${level}`, '-T0', '-c'])
  try {
    let said = ''
    for (const child of [tar, xz]) child.stderr.on('data', (text: Buffer) => (said += String(text)))
    // When xz ends early, its status or the full disk says why.
    xz.stdin.on('error', () => undefined)
    tar.stdout.pipe(xz.stdin)
    const ended = Promise.all(
      [tar, xz].map(
        (child) => new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1))),
      ),
    )
    for await (const chunk of xz.stdout) parts.write(chunk as Buffer)
    const codes = await ended
    if (codes.some((code) => code !== 0)) throw new EngineError(`The kit could not be packed: ${said.trim()}`)
    return parts.files
  } finally {
    // After a failure the one would wait for the other for ever.
    tar.kill()
    xz.kill()
    parts.close()
  }
}
