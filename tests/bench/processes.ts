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
    const ended = (code: number | null): void => {
      reject(new Error(`A process of the bench ended early (${String(code)}).`))
    }
    child.once('exit', ended)
    child.once('error', reject)
    child.once('message', (message) => {
      child.off('exit', ended).off('error', reject)
      resolve(message)
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

/** Asks a process of the bench that answers each message with one. */
export function askChild(child: ChildProcess, question: string): Promise<unknown> {
  const answer = firstMessage(child)
  child.send(question)
  return answer
}

/** Answers what a parent asks, until it is gone. */
export function answerParent(answers: Readonly<Record<string, () => Promise<object>>>): void {
  process.on('message', (question) => {
    void answers[String(question)]?.().then(tellParent)
  })
}

/** Ends a process that this bench started and waits until it is gone. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}
