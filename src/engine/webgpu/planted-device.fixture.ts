import type { GpuDevice } from './interfaces.ts'

/** A device that fails when it is told to. */
export class PlantedDevice implements GpuDevice {
  readonly lost: GpuDevice['lost']
  /** Makes it lost. */
  lose!: (reason: string, message?: string) => void
  /** The next error scope that is closed holds this. */
  error: string | undefined
  destroyed = false
  scopes = 0

  constructor() {
    this.lost = new Promise((resolve) => {
      this.lose = (reason, message = '') => resolve({ reason, message })
    })
  }
  pushErrorScope(): void {
    this.scopes++
  }
  popErrorScope(): Promise<{ message: string } | null> {
    this.scopes--
    const { error } = this
    this.error = undefined
    return Promise.resolve(error === undefined ? null : { message: error })
  }
  destroy(): void {
    this.destroyed = true
    this.lose('destroyed', 'device was destroyed')
  }
}
