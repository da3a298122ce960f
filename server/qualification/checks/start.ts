import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { builtFolder } from '../../package-root.ts'
import { withoutSettings } from '../../settings.ts'
import { onStop } from '../../stop-signals.ts'
import { required, figure, type Check, type CheckFindings } from '../define.ts'

const AIM_MS = 1000
const PATIENCE_MS = 60_000
const GRACE_MS = 10_000
/** As much of what a failing server says as a report bears. */
const SAID = 2000

/** The server as it is started on this machine. */
export const start: Check = {
  key: 'start',
  part: 'performance',
  title: { en: 'Start of the server', zh: '服务启动' },
  about: {
    en: 'From the call to the first answer of the built server, on a database that is there.',
    zh: '从启动命令到已构建服务首次应答的时间，数据库已存在。',
  },
  async run({ dataDir, databaseUrl }) {
    const built = builtFolder()
    if (built === null) {
      return {
        notApplicable: {
          en: 'The product runs from its sources: there is no built server to start.',
          zh: '产品由源代码运行：没有可启动的已构建服务。',
        },
      }
    }
    return timeStart(path.join(built, 'server', 'main.js'), { dataDir, databaseUrl })
  },
}

/** Starts a program as the server on a database, and times its first answer. It has ended when this has. */
export async function timeStart(
  program: string,
  { dataDir, databaseUrl }: { readonly dataDir: string; readonly databaseUrl: string },
): Promise<CheckFindings> {
  const from = performance.now()
  const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // Nothing that is set for the installation reaches this server: it has no other data than the bench.
    env: {
      ...withoutSettings(process.env),
      ...{ LOG_LEVEL: 'error', HOST: '127.0.0.1', DATABASE_URL: databaseUrl },
    },
  })
  // A program that ends by itself may have closed before anybody waits for it.
  const closed = new Promise<void>((resolve) => {
    child.once('close', () => {
      resolve()
    })
  })
  const work = onStop(() => void child.kill('SIGKILL'))
  try {
    const answer = await fetch(`${await addressOf(child)}/readyz`)
    await answer.arrayBuffer()
    return linesOf(answer.status, performance.now() - from)
  } finally {
    child.kill('SIGTERM')
    const grace = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
    await closed
    clearTimeout(grace)
    work.release()
  }
}

function linesOf(status: number, took: number): CheckFindings {
  return {
    lines: [
      required({ en: 'Answer', zh: '应答' }, status, 200),
      figure(
        { en: 'Time', zh: '耗时' },
        `${took.toFixed(0)} ms`,
        { en: `under ${AIM_MS} ms`, zh: `小于 ${AIM_MS} ms` },
        took < AIM_MS,
      ),
    ],
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const fail = (what: string): void => {
      clearTimeout(patience)
      reject(new Error(`${what}: ${said.trim().slice(-SAID)}`))
    }
    const patience = setTimeout(() => {
      fail('The server did not start')
    }, PATIENCE_MS)
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString('utf8')
      const found = /answers at (\S+)/.exec(said)?.[1]
      if (found === undefined) return
      clearTimeout(patience)
      resolve(found)
    })
    child.once('error', ({ message }) => {
      fail(`The server cannot be started (${message})`)
    })
    child.once('close', (code) => {
      fail(`The server ended with ${String(code)}`)
    })
  })
}
