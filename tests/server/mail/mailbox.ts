import { SMTPServer } from 'smtp-server'

export const MAIL_PASSWORD = 'not-to-be-seen'

interface Received {
  readonly to: readonly string[]
  readonly text: string
}

/** A mail server of its own, on this machine, that asks for a password, and can be told to refuse. */
export class Mailbox {
  readonly received: Received[] = []
  refuses = false
  private readonly server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) => {
      if (username === 'hepatrial' && password === MAIL_PASSWORD) done(null, { user: username })
      else done(new Error('wrong'))
    },
    onRcptTo: (_address, _session, done) => {
      done(this.refuses ? Object.assign(new Error('not now'), { responseCode: 451 }) : null)
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address)
        this.received.push({ to, text: Buffer.concat(chunks).toString() })
        done()
      })
    },
  })

  /** Its address as `SMTP_URL` takes it. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve))
    const address = this.server.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return `smtp://hepatrial:${MAIL_PASSWORD}@127.0.0.1:${port}`
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(resolve)
    })
  }
}
