import type { MailSettings } from './settings.ts'

export interface Mail {
  /** Stays the same when one mail is sent again, so that a mailbox can tell. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** Hands one mail to the mail server; throws when it is not taken. */
export interface MailTransport {
  send(mail: Mail): Promise<void>
  close(): void
}

const PATIENCE_MS = 20_000
const THIS_MACHINE = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * SMTP. A mail server on another machine must offer TLS: else nothing is sent, no password either. What
 * speaks it is loaded with the first mail.
 */
export function smtpTransport({ serverUrl, from }: MailSettings): MailTransport {
  const options = optionsOf(new URL(serverUrl))
  const domain = from.slice(from.indexOf('@') + 1)
  let transporter: Transporter | null = null
  return {
    async send({ id, to, subject, text }) {
      transporter ??= await openTransporter(options)
      await transporter.sendMail({ from, to, subject, text, messageId: `<${id}@${domain}>` })
    },
    close() {
      transporter?.close()
    },
  }
}

async function openTransporter(options: ReturnType<typeof optionsOf>) {
  const { default: nodemailer } = await import('nodemailer')
  return nodemailer.createTransport(options)
}

type Transporter = Awaited<ReturnType<typeof openTransporter>>

function optionsOf(url: URL) {
  const isSecure = url.protocol === 'smtps:'
  const user = decodeURIComponent(url.username)
  return {
    host: url.hostname.replaceAll(/[[\]]/g, ''),
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    secure: isSecure,
    requireTLS: !isSecure && !THIS_MACHINE.test(url.hostname),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(url.password) } }),
  }
}
