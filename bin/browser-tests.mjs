import { spawnSync } from 'node:child_process'
import { chromiumPath } from './browser.mjs'

const HOW =
  'Install Chromium ("sudo apt-get install chromium" on Debian and Ubuntu), or name one in CHROMIUM_PATH.'

/** Holds the page to its second. */
const TIMED = 'tests/e2e/live-study.test.ts'

if (chromiumPath() === undefined) {
  if ((process.env.CI ?? '') === '') {
    console.log(`Left out: the browser tests, because no Chromium was found. ${HOW}`)
  } else {
    console.error(`No Chromium was found. ${HOW}`)
    process.exitCode = 1
  }
} else {
  // Each file has a server and a browser of its own: they run side by side. What measures time runs alone.
  const together = run(['--exclude', TIMED])
  const alone = run([TIMED])
  process.exitCode = together === 0 ? alone : together
}

function run(files) {
  const command = ['vitest', 'run', '--config', 'vitest.e2e.config.ts', ...files]
  return spawnSync('npx', command, { stdio: 'inherit' }).status ?? 1
}
