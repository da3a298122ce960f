import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { packageRoot } from '../../server/package-root.ts'
import { buildProduct } from './build-product.ts'
import { median, megabytes, seconds, type Figure } from './figure.ts'
import { firstLoad } from './first-load.ts'
import { inFolder } from './made-up-trial.ts'
import { end } from './processes.ts'

const START_AIM_S = 1
const MEMORY_AIM = 150e6
const FIRST_LOAD_AIM = 350e3
const IDLE_MS = 3000

interface Start {
  readonly wall: number
  /** Resident memory of the idle server; null where the system does not say. */
  readonly memory: number | null
}

const STARTS = 5

/** Builds server and client, starts the server some times, and weighs what a browser loads first. */
export async function benchStartUp(): Promise<readonly Figure[]> {
  buildProduct()
  return inFolder(async (folder) => {
    const first = await start(folder)
    const again: Start[] = []
    while (again.length < STARTS) again.push(await start(folder))
    const wall = median(again.map((one) => one.wall))
    const memory = Math.max(...[first, ...again].map((one) => one.memory ?? 0))
    const { bytes, files } = firstLoad(path.join(packageRoot(), 'dist', 'client'))
    return [
      {
        what: 'First answer of the built server, database to be made',
        measured: seconds(first.wall),
      },
      {
        what: `First answer of the built server, median of ${STARTS}`,
        measured: seconds(wall),
        aim: `under ${seconds(START_AIM_S)}`,
        met: wall < START_AIM_S,
      },
      {
        what: `Resident memory of the idle server, most of ${STARTS + 1}`,
        measured: memory === 0 ? 'not known on this system' : megabytes(memory),
        aim: `under ${megabytes(MEMORY_AIM)}`,
        ...(memory === 0 ? {} : { met: memory < MEMORY_AIM }),
      },
      {
        what: `First load of the client up to the sign-in page, gzip (${files} files)`,
        measured: `${(bytes / 1e3).toFixed(0)} KB`,
        aim: `under ${FIRST_LOAD_AIM / 1e3} KB`,
        met: bytes < FIRST_LOAD_AIM,
      },
    ]
  })
}

async function start(dataDir: string): Promise<Start> {
  const began = performance.now()
  const script = path.join(packageRoot(), 'dist', 'server', 'main.js')
  const args = ['--enable-source-maps', script, 'serve', '--port', '0', '--data', dataDir]
  const database = process.env['BENCH_DATABASE_URL']
  const env = {
    ...{ ...process.env, LOG_LEVEL: 'warn' },
    ...(database === undefined ? {} : { DATABASE_URL: database }),
  }
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'], env })
  try {
    const url = await addressOf(child)
    const response = await fetch(`${url}/readyz`)
    await response.text()
    if (!response.ok) throw new Error(`The server answered ${response.status}.`)
    const wall = (performance.now() - began) / 1000
    await wait(IDLE_MS)
    return { wall, memory: residentMemory(child.pid ?? 0) }
  } finally {
    await end(child)
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString()
      const address = /answers at (\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    child.once('exit', () => {
      reject(new Error(`The server did not start: ${said}`))
    })
  })
}

function residentMemory(pid: number): number | null {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return null
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}
