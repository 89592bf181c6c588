import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ENDING = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/** The page's script as one text, the auditor for its worker in it. */
export const pageScript = async (): Promise<string> =>
  bundled('page', { AUDITOR: JSON.stringify(await bundled('worker', {})) })

async function bundled(name: string, define: Readonly<Record<string, string>>): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`browser/${name}.${ENDING}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    // Within an element no text may end it.
    charset: 'ascii',
    define: { ...define },
    logLevel: 'silent',
  })
  return outputFiles[0].text.trim()
}
