import { spawnSync } from 'node:child_process'
import { packageRoot } from '../../server/package-root.ts'

/** Builds client and server as `npm start` does. */
export function buildProduct(): void {
  const { status } = spawnSync('npm', ['run', '-s', 'build'], {
    cwd: packageRoot(),
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (status !== 0) throw new Error('The build failed.')
}
