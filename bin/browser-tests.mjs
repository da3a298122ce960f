import { spawnSync } from 'node:child_process'
import { chromiumPath } from './browser.mjs'

// `--postgres`: every server of the tests on a schema of its own at TEST_DATABASE_URL. Other arguments name files.
const args = process.argv.slice(2)
const onPostgres = args.includes('--postgres')
const files = args.filter((arg) => arg !== '--postgres')
const database = process.env.TEST_DATABASE_URL

/** Holds the page to its second. */
const TIMED = 'tests/e2e/live-study.test.ts'

const HOW =
  'Install Chromium ("sudo apt-get install chromium-headless-shell", or "chromium", on Debian and Ubuntu), or name one in CHROMIUM_PATH.'

if (onPostgres && database === undefined) {
  console.error('TEST_DATABASE_URL is not set: name the PostgreSQL database of the browser tests.')
  process.exitCode = 1
} else if (chromiumPath() === undefined) {
  if ((process.env.CI ?? '') === '') {
    console.log(`Left out: the browser tests, because no Chromium was found. ${HOW}`)
  } else {
    console.error(`No Chromium was found. ${HOW}`)
    process.exitCode = 1
  }
} else {
  // Each file has a server and a browser of its own: they run side by side. What measures time runs alone.
  if (files.length > 0) process.exitCode = run(files)
  else process.exitCode = run(['--exclude', TIMED]) || run([TIMED])
}

function run(chosen) {
  const command = ['vitest', 'run', '--config', 'vitest.e2e.config.ts', ...chosen]
  const env = onPostgres ? { ...process.env, E2E_DATABASE_URL: database } : process.env
  return spawnSync('npx', command, { stdio: 'inherit', env }).status ?? 1
}
