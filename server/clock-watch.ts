import type { Logger } from 'pino'
import { and, desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Store, Tx } from '../db/store.ts'
import { SYSTEM_CHAIN } from './audit/actor.ts'
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
  const noted = unitOfWork(store, actor, async (tx) => {
    if (await isNoted(store, tx, { before, after })) throw new NotedElsewhere()
    return {
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
    }
  })
  await noted.catch((error: unknown) => {
    if (!(error instanceof NotedElsewhere)) throw error
  })
}

/** Another process of this machine noted the same jump: nothing is written. */
class NotedElsewhere extends Error {}

/** Two processes of one machine meet a jump within one look of each other. */
const SAME_JUMP_MS = 2 * LOOK_EVERY_MS
const sideSchema = z.object({ at: z.iso.datetime() })

async function isNoted(
  { t: { auditEntry: t } }: Store,
  tx: Tx,
  jump: { readonly before: string; readonly after: string },
): Promise<boolean> {
  const [last] = await tx
    .select({ before: t.before, after: t.after })
    .from(t)
    .where(and(eq(t.chain, SYSTEM_CHAIN), eq(t.act, 'clock.jump')))
    .orderBy(desc(t.seq))
    .limit(1)
  if (last === undefined) return false
  return isNear(last.before, jump.before) && isNear(last.after, jump.after)
}

function isNear(stored: string | null, at: string): boolean {
  const noted = sideSchema.parse(JSON.parse(stored ?? 'null'))
  return Math.abs(Date.parse(noted.at) - Date.parse(at)) < SAME_JUMP_MS
}
