import { z } from 'zod'

/** How mail leaves. `serverUrl` holds the password: it is never logged or shown. */
export interface MailSettings {
  readonly serverUrl: string
  readonly from: string
  /** Where people reach the product, for the link in a mail; null: no link. */
  readonly publicUrl: string | null
}

const environmentSchema = z.object({
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).refine(hasReadableUser),
  MAIL_FROM: z.email(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/** Whether name and password can be read: a `%` in them stands before two digits of a character. */
function hasReadableUser(url: string): boolean {
  try {
    const { username, password } = new URL(url)
    decodeURIComponent(username + password)
    return true
  } catch {
    return false
  }
}

/** A setting of mail is missing or cannot be read. Names the setting, never its value. */
export class MailSettingsError extends Error {
  override readonly name = 'MailSettingsError'
}

/**
 * Reads `SMTP_URL` (`smtp://` or `smtps://user:password@host:port`), `MAIL_FROM` and `PUBLIC_URL`.
 * Null without `SMTP_URL`: the product sends no mail. Throws `MailSettingsError` for a faulty one.
 */
export function mailSettings(
  environment: Readonly<Record<string, string | undefined>>,
): MailSettings | null {
  if ((environment['SMTP_URL'] ?? '') === '') return null
  const parsed = environmentSchema.safeParse(environment)
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => String(path[0]))
    throw new MailSettingsError(`These settings of mail cannot be used: ${names.join(', ')}.`)
  }
  const { SMTP_URL: serverUrl, MAIL_FROM: from, PUBLIC_URL: publicUrl = null } = parsed.data
  return { serverUrl, from, publicUrl }
}
