import { setupWebgpu } from './setup.ts'

/** Run as a program of its own: sets the engine up for this user. */
await setupWebgpu({ say: (line) => void process.stderr.write(`${line}\n`) })
