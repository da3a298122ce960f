import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** The line to a database server, which a test can cut, block, freeze, and break at a commit. */
export interface CutLine {
  /** The address of the database through the line. */
  readonly url: string
  /** Breaks what is connected. New connections come through. */
  readonly cut: () => void
  /** Breaks what is connected, and refuses whatever comes until it is mended. */
  readonly block: () => void
  readonly mend: () => void
  /** Nothing that is said after the first words of the next write arrives any more, until the thaw. */
  readonly freezeNextWrite: () => void
  /** Nothing that is said arrives any more, until the thaw. */
  readonly freeze: () => void
  readonly isFrozen: () => boolean
  readonly thaw: () => void
  /** Ends the frost; what was said meanwhile never arrives. */
  readonly drop: () => void
  /**
   * The next commit goes to the server, and its answer is lost with the line, which then mends itself
   * unless it is told to stay blocked.
   */
  readonly loseNextCommit: (then?: 'blocked') => void
  readonly close: () => Promise<void>
}

export async function openCutLine(database: string): Promise<CutLine> {
  const target = new URL(database)
  const open = new Set<Socket>()
  let blocked = false
  let losing = false
  let blockedAfter = false
  let freezing = false
  let kept: (() => void)[] | null = null
  const breakAll = (): void => {
    for (const socket of open) socket.destroy()
  }
  const server = createServer((near) => {
    if (blocked) {
      near.destroy()
      return
    }
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => open.delete(socket))
    }
    let lost = false
    near.on('data', (bytes) => {
      if (losing && bytes.includes('commit\0')) {
        losing = false
        lost = true
      }
      if (kept === null) far.write(bytes)
      else kept.push(() => far.write(bytes))
      if (freezing && bytes.includes('begin\0')) {
        freezing = false
        kept = []
      }
    })
    far.on('data', (bytes) => {
      // The server has answered: the commit stands, and nobody hears of it.
      if (lost) {
        blocked ||= blockedAfter
        if (blocked) breakAll()
        near.destroy()
      } else near.write(bytes)
    })
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(database)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href,
    cut: breakAll,
    block: () => {
      blocked = true
      breakAll()
    },
    mend: () => {
      blocked = false
    },
    freezeNextWrite: () => {
      freezing = true
    },
    freeze: () => {
      kept = []
    },
    isFrozen: () => kept !== null,
    thaw: () => {
      for (const send of kept ?? []) send()
      kept = null
    },
    drop: () => {
      kept = null
    },
    loseNextCommit: (then) => {
      losing = true
      blockedAfter = then === 'blocked'
    },
    close: async () => {
      breakAll()
      await new Promise<void>((resolve) => {
        server.close(() => {
          resolve()
        })
      })
    },
  }
}
