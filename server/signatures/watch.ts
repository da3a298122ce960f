import type { Logger } from 'pino'
import type { Store } from '../../db/store.ts'
import type { Families } from '../../shared/families.ts'
import { createDefinitions } from '../studies/service.ts'
import { recheckSignatures } from './follow-derivation.ts'

const EVERY_MS = 3_600_000

interface Watch {
  readonly store: Store
  readonly families: Families
  readonly logger: Logger
}

/**
 * Looks at signatures at the start, after an upgrade, and every hour, for the first day of an
 * amendment. Returns how to end it; that waits for the round that runs.
 */
export function watchSignatures({ store, families, logger }: Watch): () => Promise<void> {
  const definitions = createDefinitions(store)
  let round: Promise<unknown> | null = null
  const run = (): void => {
    round ??= recheckSignatures({ store, families, definitions })
      .then((broken) => {
        if (broken > 0) logger.info({ broken }, 'signatures no longer hold')
      })
      .catch((err: unknown) => {
        logger.error({ err }, 'looking at signatures stopped in a round')
      })
      .finally(() => {
        round = null
      })
  }
  run()
  const timer = setInterval(run, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await round
  }
}
