import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** What must hold before any test runs, the longest first: two side by side where two processors are. */
const CHECKS = [
  'check:lint:product',
  'check:lint:tests',
  'check:types',
  'check:format',
  'check:imports',
  'build',
  'check:dead',
  'check:validation',
]
const SIDE_BY_SIDE = Math.min(2, availableParallelism())

const waiting = [...CHECKS]
const failed = []

/** Runs one check to its end. What it says stands together. */
function run(name) {
  return new Promise((resolve) => {
    const said = []
    const child = spawn('npm', ['run', '-s', name], { stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (part) => said.push(part))
    }
    child.on('error', ({ message }) => said.push(`${message}\n`))
    child.on('close', (code) => {
      process.stdout.write(said.join(''))
      if (code !== 0) failed.push(name)
      resolve()
    })
  })
}

async function work() {
  while (waiting.length > 0) await run(waiting.shift())
}

await Promise.all(Array.from({ length: SIDE_BY_SIDE }, work))
if (failed.length > 0) {
  console.error(`Not passed: ${failed.join(', ')}`)
  process.exitCode = 1
}
