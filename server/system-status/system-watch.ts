import type { Logger } from 'pino'
import type { SystemAlert } from '../../shared/system/alerts.ts'
import { tellAdministrators } from '../accounts/service.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { systemActor } from '../http/actor.ts'
import { systemStatus, type StatusServices } from './read-status.ts'
import { putDueVerification } from './schedule-verifications.ts'
import { TOLD_KEY, toldAlerts } from './told-alerts.ts'

const EVERY_MS = 60_000

export interface WatchParts extends StatusServices {
  readonly sendsMail: boolean
}

/** Looks every minute how the installation is, and whether its daily check is due, until stopped. */
export function startSystemWatch(parts: WatchParts & { readonly logger: Logger }): () => void {
  const { logger } = parts
  const timer = setInterval(() => {
    putDueVerification(parts).catch((err: unknown) => {
      logger.error({ err }, 'looking for a due check of trail and data stopped in a round')
    })
    watchSystem(parts).then(
      (raised) => {
        for (const alert of raised) logger.warn({ alert }, 'something is wrong with the system')
      },
      (err: unknown) => {
        logger.error({ err }, 'looking after the system stopped in a round')
      },
    )
  }, EVERY_MS)
  timer.unref()
  return () => {
    clearInterval(timer)
  }
}

/**
 * Tells the administrators what has begun to be wrong and what is right again since the last look,
 * whichever process looked: once for each change. Gives what has begun. @source BK-07
 */
export async function watchSystem(parts: WatchParts): Promise<readonly SystemAlert[]> {
  const { store } = parts
  const { alerts } = await systemStatus(parts)
  if (same(alerts, await toldAlerts(store, store.read))) return []
  return unitOfWork(store, systemActor({ part: 'system', studyId: null }), async (tx, { at }) => {
    const before = await toldAlerts(store, tx)
    const begun = alerts.filter((alert) => !before.includes(alert))
    const ended = before.filter((alert) => !alerts.includes(alert))
    // Another process has told the same meanwhile.
    if (begun.length + ended.length === 0) throw new NothingNewError()
    const value = JSON.stringify(alerts)
    await tx
      .insert(store.t.setting)
      .values({ key: TOLD_KEY, value, version: 1, changedAt: at })
      .onConflictDoUpdate({ target: store.t.setting.key, set: { value, changedAt: at } })
    const notices = [
      ...begun.map((alert) => ({ kind: 'system.alert', textKey: `notice.alert.${alert}` })),
      ...ended.map((alert) => ({ kind: 'system.ended', textKey: `notice.ended.${alert}` })),
    ]
    const drafts = []
    for (const notice of notices) drafts.push(...(await tellAdministrators(parts, tx, notice)))
    const draft = { act: 'system.alert', entity: 'setting', entityId: TOLD_KEY } as const
    return {
      result: begun,
      audit: [{ ...draft, before: { alerts: before }, after: { alerts: [...alerts] } }, ...drafts],
    }
  }).catch((error: unknown) => {
    if (error instanceof NothingNewError) return []
    throw error
  })
}

/** Ends a unit of work in which nothing is left to tell. */
class NothingNewError extends Error {}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === other.join()
}
