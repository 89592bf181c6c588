#!/usr/bin/env node
import { end, guardExitCode } from './process-end.ts'

guardExitCode()
// Loaded now that whatever goes wrong with it is no verdict.
const { runCommandLine } = await import('./command-line.ts')
await end(await runCommandLine(process.argv.slice(2)))
