import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The bundled bench itself: started as it is, a process holds neither the bundler nor its source maps. */
const PROGRAM = fileURLToPath(new URL('main.js', import.meta.url))

/** Runs this program once more as a process of its own, for one part or one helper of it. */
export function forkBench(args: readonly string[]): ChildProcess {
  return fork(PROGRAM, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** What a process sends first. Rejects when it ends without a word. */
export function firstMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`A process of the bench ended early (${String(code)}).`))
    })
  })
}

/** Sends the parent what this process found out. */
export function tellParent(message: object): Promise<void> {
  return new Promise((resolve, reject) => {
    if (process.send === undefined) throw new Error('This part of the bench has no parent.')
    process.send(message, undefined, {}, (error) => {
      if (error === null) resolve()
      else reject(error)
    })
  })
}

/** Ends a process that this bench started and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}
