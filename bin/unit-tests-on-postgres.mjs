import { spawnSync } from 'node:child_process'

// What the ordinary run tries on SQLite alone, too, on a PostgreSQL server; arguments name files.
if (process.env.TEST_DATABASE_URL === undefined) {
  console.error('TEST_DATABASE_URL is not set: name the PostgreSQL database of the tests.')
  process.exitCode = 1
} else {
  const env = { ...process.env, TEST_ENGINE: 'postgres' }
  const command = ['vitest', 'run', ...process.argv.slice(2)]
  process.exitCode = spawnSync('npx', command, { stdio: 'inherit', env }).status ?? 1
}
