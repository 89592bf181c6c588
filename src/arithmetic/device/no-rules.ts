import type { Binary, Unary } from '../../program/step.ts'
import { LaneBound } from './lane-bound.ts'
import { StaticRules } from './static-rules.ts'

/** Rules for values that nobody asks a bound for: nothing is known, and nothing is computed. */
export class NoRules extends StaticRules {
  private readonly blank = new Map<number, LaneBound>()

  unknown(lanes: number): LaneBound {
    let bound = this.blank.get(lanes)
    if (!bound) {
      this.blank.set(lanes, (bound = new LaneBound(lanes)))
      for (let lane = 0; lane < lanes; lane++) bound.set(lane, -Infinity, Infinity, Infinity, Infinity)
    }
    return bound
  }

  override elementwise(_: Binary, a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b)
  }

  override onEach(_: Unary, a: LaneBound): LaneBound {
    return this.unary(a)
  }

  override divRows(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b)
  }

  override matMul(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b)
  }

  override union(a: LaneBound, b: LaneBound): LaneBound {
    return this.binary(a, b)
  }

  override sum(a: LaneBound): LaneBound {
    return this.unary(a)
  }

  override extreme(a: LaneBound): LaneBound {
    return this.unary(a)
  }

  protected override unary(a: LaneBound): LaneBound {
    return this.unknown(a.lanes)
  }

  protected override binary(a: LaneBound, b: LaneBound): LaneBound {
    return this.unknown(Math.max(a.lanes, b.lanes))
  }
}
