import { spawn } from 'node:child_process'
import { closeSync, openSync, statSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from '../../server/package-root.ts'
import { megabytes, seconds, type Figure } from './figure.ts'
import { inFolder, madeUpTrial, PROTOCOL, writeFolder } from './made-up-trial.ts'

const SUBJECTS = 10_000
const ROUNDS = 2
const USAGE_FD = 3

interface Usage {
  readonly wall: number
  readonly cpu: number
  /** Largest resident memory in bytes. */
  readonly memory: number
}

/** `hepatrial analyse --from DIR --json`, as a shell runs it: start, reading and writing included. */
export async function benchCommandLine(): Promise<readonly Figure[]> {
  return inFolder(async (folder) => {
    const from = path.join(folder, 'trial')
    const { bytes, rows } = writeFolder(madeUpTrial(SUBJECTS), from)
    const output = path.join(folder, 'analysis.json')
    const args = ['analyse', '--protocol', PROTOCOL, '--from', from, '--json']
    const usages: Usage[] = []
    for (let round = 0; round < ROUNDS; round += 1) usages.push(await run(args, output))
    const wall = Math.min(...usages.map((usage) => usage.wall))
    const cpu = Math.min(...usages.map((usage) => usage.cpu))
    const memory = Math.max(...usages.map((usage) => usage.memory))
    const what = `\`hepatrial analyse\` of a folder of ${SUBJECTS.toLocaleString('en-US')} subjects`
    const size = `${rows.toLocaleString('en-US')} rows, ${megabytes(bytes)} in, ${megabytes(statSync(output).size)} out`
    return [
      {
        what: `${what} (${size})`,
        measured: `${seconds(wall)} (processor ${seconds(cpu)})`,
        aim: '3 s',
        met: wall <= 3,
      },
      {
        what: 'Largest resident memory of the same',
        measured: megabytes(memory),
        aim: 'under 1,000 MB',
        met: memory < 1e9,
      },
    ]
  })
}

/** Makes a program say at its end, on a pipe of its own, what it used. */
const REPORT_USAGE = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from 'node:fs'
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    const cpu = (userCPUTime + systemCPUTime) / 1e6
    writeSync(${USAGE_FD}, JSON.stringify({ cpu, memory: maxRSS * 1024 }))
  })`)}`

async function run(args: readonly string[], output: string): Promise<Usage> {
  const file = openSync(output, 'w')
  const start = performance.now()
  const script = path.join(packageRoot(), 'bin', 'hepatrial.mjs')
  const child = spawn(process.execPath, ['--import', REPORT_USAGE, script, ...args], {
    stdio: ['ignore', file, 'inherit', 'pipe'],
  })
  let said = ''
  child.stdio[USAGE_FD]?.on('data', (part: Buffer) => {
    said += part.toString()
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const wall = (performance.now() - start) / 1000
  closeSync(file)
  if (code !== 0) throw new Error(`hepatrial ${args.join(' ')} ended with ${String(code)}.`)
  return { wall, ...(JSON.parse(said) as Omit<Usage, 'wall'>) }
}
