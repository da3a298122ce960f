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
  // Each file has a server and a browser of its own, and none measures time: they run side by side.
  const command = ['vitest', 'run', '--config', 'vitest.e2e.config.ts']
  process.exitCode = spawnSync('npx', command, { stdio: 'inherit' }).status ?? 1
}
