import { spawn } from 'node:child_process'

/** The server restarted on change (port 3000) and the client with hot reload (port 5173) before it. */
const children = [
  spawn('npx', ['tsx', 'watch', 'server/main.ts', 'serve', ...process.argv.slice(2)], {
    stdio: 'inherit',
  }),
  spawn('npx', ['vite'], { stdio: 'inherit' }),
]
for (const child of children) {
  child.on('exit', () => {
    for (const other of children) other.kill()
  })
}
