import { spawnSync } from 'node:child_process'
import { chromiumPath } from './browser.mjs'

const HOW =
  'Install Chromium ("sudo apt-get install chromium" on Debian and Ubuntu), or name one in CHROMIUM_PATH.'

if (chromiumPath() === undefined) {
  if ((process.env.CI ?? '') === '') {
    console.log(`Left out: the browser tests, because no Chromium was found. ${HOW}`)
  } else {
    console.error(`No Chromium was found. ${HOW}`)
    process.exitCode = 1
  }
} else {
  // Walks through every page, each with a server of its own: they measure no time, so two run at once.
  const pages = ['tests/e2e/every-page.test.ts', 'tests/e2e/screens.test.ts']
  const others = pages.map((file) => `--exclude=${file}`)
  const both = [run(['--file-parallelism', '--maxWorkers=2', ...pages]), run(others)]
  process.exitCode = Math.max(...both)
}

function run(args) {
  const command = ['vitest', 'run', '--config', 'vitest.e2e.config.ts', ...args]
  return spawnSync('npx', command, { stdio: 'inherit' }).status ?? 1
}
