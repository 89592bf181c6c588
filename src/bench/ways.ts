import type { Engine } from '../engine/engine.ts'
import { WorkerPool } from '../judge/threads/worker-pool.ts'
import { PythonWay, pythonHere, PYTHON_WAYS, type PythonWayName } from './python-way.ts'
import { throughput } from './throughput.ts'
import { GAUSSIAN, LARGE_GAUSSIAN, SPREAD } from './workloads.ts'

export type Ways = Awaited<ReturnType<typeof ways>>

/**
 * The ways to check one claim beside each other, at each workload.
 *
 * @param threads beside that of the engine
 * @param python the program that runs the ways in Python; the one of the environment when left out
 * @param measuring told what is measured next
 * @param rounds how often each is measured; as each workload says when left out
 */
export async function ways(
  engine: Engine,
  threads: number,
  python: string | undefined,
  measuring: (what: string) => void,
  rounds?: number,
) {
  const pool = new WorkerPool(threads)
  const names = Object.keys(PYTHON_WAYS) as PythonWayName[]
  const started = await Promise.all(names.map((name) => PythonWay.start(python ?? pythonHere(), name)))
  const running = started.filter((way) => way instanceof PythonWay)
  try {
    measuring('16 keys, Gaussian')
    const gaussian = await throughput(engine, GAUSSIAN, pool, running, rounds)
    measuring('16 keys, spread')
    const spread = await throughput(engine, SPREAD, pool, running, rounds)
    measuring('128 keys')
    const large = await throughput(engine, LARGE_GAUSSIAN, pool, running, rounds)
    const about = started.map((way, i) => ({
      way: names[i],
      ...(way instanceof PythonWay ? way.about : way),
    }))
    return { python: about, gaussian, spread, large }
  } finally {
    running.forEach((way) => way.end())
    await pool.close()
  }
}
