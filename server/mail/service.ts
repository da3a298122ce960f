import type { Logger } from 'pino'
import type { Store } from '../../db/store.ts'
import { deliverMail } from './outbox.ts'
import type { MailSettings } from './settings.ts'
import { smtpTransport } from './transport.ts'

export { mailSettings, type MailSettings } from './settings.ts'

const EVERY_MS = 5_000

interface MailRun {
  readonly store: Store
  readonly settings: MailSettings
  readonly logger: Logger
}

/** Sends waiting mail every few seconds until stopped; one round at a time. */
export function startMail({ store, settings, logger }: MailRun): () => Promise<void> {
  const transport = smtpTransport(settings)
  const { publicUrl } = settings
  let round: Promise<unknown> | null = null
  const run = (): void => {
    round ??= deliverMail({ store, transport, publicUrl, logger })
      .catch((err: unknown) => {
        logger.error({ err }, 'the outbox stopped in a round')
      })
      .finally(() => {
        round = null
      })
  }
  const timer = setInterval(run, EVERY_MS)
  return async () => {
    clearInterval(timer)
    await round
    transport.close()
  }
}
