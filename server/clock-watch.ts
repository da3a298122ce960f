import type { Logger } from 'pino'
import type { Store } from '../db/store.ts'
import { unitOfWork } from './audit/unit-of-work.ts'
import { systemActor } from './http/actor.ts'

/** The clock may be set by so much without an alert: a time service corrects in small steps. */
export const CLOCK_TOLERANCE_MS = 60_000
const LOOK_EVERY_MS = 10_000

export interface ClockWatch {
  /** Compares what has passed on both clocks since the last look, and notes a jump. */
  check(): Promise<void>
  /** Looks every ten seconds until it is stopped. */
  start(): () => void
}

interface Parts {
  readonly store: Store
  readonly logger: Logger
  /** Milliseconds of a clock that nobody sets. It may stand still while the machine sleeps. */
  readonly monotonic?: () => number
}

/**
 * Notices that the server's clock was set while the server ran, or went on while the machine slept:
 * forward or back by more than a minute against a clock that cannot be set. Each jump is an entry of
 * the installation's trail and a line of the log.
 */
export function createClockWatch({ store, logger, monotonic }: Parts): ClockWatch {
  const steady = monotonic ?? (() => performance.now())
  const look = () => ({ wall: Date.parse(store.now()), steady: steady() })
  let last = look()

  const check = async (): Promise<void> => {
    const now = look()
    const expected = last.wall + (now.steady - last.steady)
    last = now
    const jump = now.wall - expected
    if (Math.abs(jump) <= CLOCK_TOLERANCE_MS) return
    const before = new Date(expected).toISOString()
    const after = new Date(now.wall).toISOString()
    logger.warn({ before, after, seconds: Math.round(jump / 1000) }, 'clock jumped')
    await noteJump(store, before, after)
  }

  return {
    check,
    start() {
      const timer = setInterval(() => {
        check().catch((err: unknown) => {
          logger.error({ err }, 'clock jump not noted')
        })
      }, LOOK_EVERY_MS)
      timer.unref()
      return () => {
        clearInterval(timer)
      }
    },
  }
}

async function noteJump(store: Store, before: string, after: string): Promise<void> {
  const actor = systemActor({ part: 'clock', studyId: null })
  await unitOfWork(store, actor, () =>
    Promise.resolve({
      result: null,
      audit: [
        {
          act: 'clock.jump',
          entity: 'auditEntry',
          entityId: 'system',
          before: { at: before },
          after: { at: after },
        },
      ],
    }),
  )
}
