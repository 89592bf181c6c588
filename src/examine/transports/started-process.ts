import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process'
import { constants } from 'node:os'
import type { Readable, Writable } from 'node:stream'
import type { Peer } from './conversation.ts'
import { Tail } from './last-lines.ts'
import { within } from './within.ts'

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/**
 * Starts a command of the shell: that of the system, `/bin/sh` or `cmd.exe`, so quotes and variables work as they do
 * there. It and all that it starts are a group of their own, and end together.
 */
export function startedProcess(command: string, folder: string): Peer {
  const windows = process.platform === 'win32'
  const child: Child = spawn(command, {
    shell: true,
    cwd: folder,
    // Python's attention_assay then keeps what is printed off standard output from its import on.
    env: { ...process.env, ATTENTION_ASSAY_SERVES: '1' },
    detached: !windows,
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const said = new Tail()
  child.stderr.on('data', (piece: Uint8Array) => said.add(piece))
  let failure: string | undefined
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', ({ message }) => {
      failure = message
      resolve()
    })
  })
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const kill = (): void => killGroup(child)
  process.once('exit', kill)
  return {
    name: `The command \`${command}\``,
    from: child.stdout,
    to: child.stdin,
    async end(seconds) {
      child.stdin.end()
      await within(exited, seconds)
      const byItself = child.exitCode !== null || child.signalCode !== null || failure !== undefined
      // Also what it left behind.
      kill()
      process.off('exit', kill)
      await exited
      await within(closed, 1)
      child.stdout.destroy()
      child.stderr.destroy()
      const how = failure ?? (byItself ? wayOut(child) : 'It was still running, and was stopped.')
      const lines = said.lines()
      return lines === ''
        ? `${how} It wrote nothing to standard error.`
        : `${how} Its last lines on standard error:\n${lines}`
    },
  }
}

function wayOut({ exitCode, signalCode }: Child): string {
  if (signalCode !== null) return `It was ended by ${signalCode}.`
  if (exitCode === 127 || exitCode === 9009)
    return `Its exit code is ${exitCode}: the shell finds no such command.`
  const signal = Object.entries(constants.signals).find(([, number]) => 128 + number === exitCode)?.[0]
  // So a shell says how what it waited for was ended.
  return signal === undefined
    ? `Its exit code is ${exitCode}.`
    : `Its exit code is ${exitCode}: it was ended by ${signal}.`
}

function killGroup({ pid }: Child): void {
  if (pid === undefined) return
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true })
    return
  }
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of the group is left.
  }
}
