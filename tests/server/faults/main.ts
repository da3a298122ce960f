import { parseArgs } from 'node:util'
import { postgresPlace, sqlitePlace } from './kill-places.ts'
import { runKills } from './run-kills.ts'
import { buildServerProgram } from './server-program.ts'

// `npm run -s faults -- --rounds 1000 [--seed N] [--database postgres://…]`: as many kills as wished.
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    database: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
const say = (line: string): void => void process.stderr.write(`${line}\n`)

say(`Kills with seed ${seed}`)
const started = performance.now()
const program = await buildServerProgram()
const place = values.database === undefined ? sqlitePlace() : await postgresPlace(values.database)
try {
  const report = await runKills({ rounds, seed, place, program, say })
  const seconds = Math.round((performance.now() - started) / 1000)
  process.stdout.write(`${JSON.stringify({ ...report, seed, seconds })}\n`)
} finally {
  await place.remove()
  program.remove()
}
