import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../../package-root.ts'
import { withoutSettings } from '../../settings.ts'
import { onStop } from '../../stop-signals.ts'
import { required, figure, type Check } from '../define.ts'

const AIM_MS = 1000
const PATIENCE_MS = 60_000

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
    const program = path.join(packageRoot(), 'dist', 'server', 'main.js')
    if (!existsSync(program)) {
      return {
        notApplicable: {
          en: 'The product is not built: there is no server to start.',
          zh: '产品尚未构建：没有可启动的服务。',
        },
      }
    }
    const from = performance.now()
    const child = spawn(process.execPath, [program, 'serve', '--port', '0', '--data', dataDir], {
      stdio: ['ignore', 'ignore', 'pipe'],
      // Nothing that is set for the installation reaches this server: it has no other data than the bench.
      env: {
        ...withoutSettings(process.env),
        ...{ LOG_LEVEL: 'error', HOST: '127.0.0.1', DATABASE_URL: databaseUrl },
      },
    })
    const work = onStop(() => void child.kill('SIGKILL'))
    try {
      const answer = await fetch(`${await addressOf(child)}/readyz`)
      await answer.arrayBuffer()
      const took = performance.now() - from
      return {
        lines: [
          required({ en: 'Answer', zh: '应答' }, answer.status, 200),
          figure(
            { en: 'Time', zh: '耗时' },
            `${took.toFixed(0)} ms`,
            { en: `under ${AIM_MS} ms`, zh: `小于 ${AIM_MS} ms` },
            took < AIM_MS,
          ),
        ],
      }
    } finally {
      work.release()
      child.kill('SIGTERM')
      await new Promise((resolve) => child.once('close', resolve))
    }
  },
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const patience = setTimeout(() => {
      reject(new Error(`The server did not start: ${said}`))
    }, PATIENCE_MS)
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString('utf8')
      const found = /answers at (\S+)/.exec(said)?.[1]
      if (found === undefined) return
      clearTimeout(patience)
      resolve(found)
    })
    child.once('exit', () => {
      clearTimeout(patience)
      reject(new Error(`The server ended: ${said}`))
    })
  })
}
