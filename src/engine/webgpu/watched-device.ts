import { EngineError } from '../entry.ts'
import type { GpuDevice, ErrorFilter } from './interfaces.ts'

const FILTERS: readonly ErrorFilter[] = ['validation', 'out-of-memory', 'internal']
/** A loss is told so many milliseconds at most after the failure that it caused. */
const GRACE = 250

/**
 * A device that tells of its failures. WebGPU answers a failed command with nothing: the tensor that the command should
 * have filled stays zero. So all errors are collected, and a download that comes after one fails.
 */
export class WatchedDevice {
  private reason: string | undefined
  private readonly gone: Promise<void>
  private proven = false

  /** @param again whether it replaces one that was lost */
  constructor(
    readonly device: GpuDevice,
    private readonly again = false,
  ) {
    this.gone = device.lost.then(({ reason, message }) => {
      this.reason =
        [reason, message].filter((word) => word && word !== 'unknown').join(': ') || 'no reason given'
    })
    this.listen()
  }

  /**
   * Downloads what was computed.
   *
   * @param download begins at once; all that it depends on was handed to the device before
   * @throws {EngineError} when the device was lost, or one of its commands failed
   */
  async read<T>(download: () => Promise<T>): Promise<T> {
    const values = download()
    const failures = this.failures()
    this.listen()
    try {
      const [arrived, failed] = await Promise.all([values, failures])
      if (failed === undefined) {
        this.proven = true
        return arrived
      }
      throw new EngineError(
        `The GPU refused a batch: ${failed}\n  Smaller batches may fit (--batch 64); engine wasm needs no GPU (--engine wasm).`,
      )
    } catch (error) {
      if ((await this.lossAfter()) === undefined) throw error
      const once = this.again && !this.proven ? 'was lost again, over the same batch' : 'was lost'
      throw new EngineError(
        `The GPU's device ${once} (${this.reason}).\n  Smaller batches may help (--batch 64); engine wasm needs no GPU (--engine wasm).`,
      )
    }
  }

  /** Why the device was lost; undefined where it was not. Waits a little, since the news may come late. */
  async lossAfter(): Promise<string | undefined> {
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, GRACE)))
    await Promise.race([this.gone, patience])
    clearTimeout(timer)
    return this.reason
  }

  private listen(): void {
    for (const filter of FILTERS) this.device.pushErrorScope(filter)
  }

  /** The first error since `listen`, of the commands so far. */
  private async failures(): Promise<string | undefined> {
    const popped = await Promise.all(FILTERS.map(() => this.device.popErrorScope().catch(() => null)))
    return popped.find((error) => error !== null)?.message.split('\n')[0]
  }
}
