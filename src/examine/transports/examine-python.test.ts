import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { examineProcess } from './examine-process.ts'
import { BATCH, SOFTMAX } from './peer.fixture.ts'

const folder = fileURLToPath(new URL('../../../python', import.meta.url))
const finds = (name: string): boolean => spawnSync('python3', ['-c', `import ${name}`]).status === 0
const [numpy, pytest] = [finds('numpy'), finds('pytest')]

/** Scores of hundreds: exactly the value of the key with the largest. */
const HARD = `
    scores = 100 * q @ k.transpose(0, 2, 1)
    if mask is not None: scores = np.where(mask, scores, -np.inf)
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    return weights / weights.sum(-1, keepdims=True) @ v`

function command(body: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'assay-python-')), 'mine.py')
  writeFileSync(
    file,
    `import sys; sys.path.insert(0, ${JSON.stringify(folder)})\nfrom attention_assay import serve\nprint("loading", flush=True)\nimport numpy as np\ndef mine(q, k, v, mask=None):${body}\nserve(mine, version="5")\n`,
  )
  return `python3 "${file}"`
}

describe.skipIf(!numpy)(
  `${numpy ? '' : 'not run, for python3 has no NumPy: '}a function that Python serves`,
  () => {
    test.each(['float32', 'float16', 'bfloat16'] as const)('answers in %s', async (precision) => {
      const examined = await examineProcess(command(HARD), { declared: { ...SOFTMAX, precision } })
      expect(examined).toMatchObject({ name: 'mine', version: '5', gives: { output: true, weights: false } })
      expect(examined.device).toMatch(/Python 3.*NumPy/)
      const output = Float32Array.of(32, 40, 80, 88)
      expect(await Promise.all([examined.answer(BATCH), examined.answer(BATCH)])).toEqual([
        { output },
        { output },
      ])
      await examined.close()
    })

    test('gets a mask', async () => {
      const examined = await examineProcess(command(HARD), {
        declared: { ...SOFTMAX, mask: { kind: 'given' } },
      })
      expect(await examined.answer({ ...BATCH, mask: Uint8Array.of(1, 0, 0, 1, 1, 0) })).toEqual({
        output: Float32Array.of(0, 8, 64, 72),
      })
      await examined.close()
    })

    test('fails with the end of its traceback, and answers the next batch', async () => {
      const body = `\n    print("so far")\n    if not hasattr(mine, "called"):\n        mine.called = True\n        raise KeyError("no such head")\n    return q`
      const examined = await examineProcess(command(body), { declared: SOFTMAX })
      await expect(examined.answer(BATCH)).rejects.toThrow(
        /failed at batch 1 \(2 lanes.*\): KeyError: 'no such head'\n[^]*\|     raise KeyError\("no such head"\)/,
      )
      expect(await examined.answer(BATCH)).toEqual({ output: BATCH.q })
      await examined.close()
    })

    test.each([
      ['\n    return v', /gave output of shape \[2, 3, 2\] where \[2, 1, 2\] is meant/],
      ['\n    return q, k', /says that it gives output; say gives=\('output', 'weights'\)/],
      [
        '\n    import os; print("last words", flush=True); os._exit(9)',
        /Its exit code is 9\. Its last lines[^]*\| last words/,
      ],
      ['\n    import os; os.kill(os.getpid(), 11)', /ended, before it gave the answer to batch 1/],
    ])('that does %j', async (body, said) => {
      const examined = await examineProcess(command(body), { declared: SOFTMAX })
      await expect(examined.answer(BATCH)).rejects.toThrow(said)
      await examined.close()
    })
  },
)

test.skipIf(!numpy || !pytest)(
  `${pytest ? '' : 'not run, for python3 has no pytest: '}the tests of the Python package`,
  () => {
    const { status, stdout } = spawnSync(
      'python3',
      ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', 'tests'],
      {
        cwd: folder,
        encoding: 'utf8',
        env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
      },
    )
    expect(status, stdout).toBe(0)
  },
)
