import { serve } from '../../../server/serve.ts'

// Started by the fault tests: the product's own server, loaded beforehand. It begins at the first line
// of its input, and ends where whoever started it is gone.
const [dataDir = '', host = ''] = process.argv.slice(3)
let begun = false

process.stdin.on('data', () => {
  if (begun) return
  begun = true
  const databaseUrl = process.env['DATABASE_URL']
  void serve({ dataDir, databaseUrl, port: 0, host })
})
process.stdin.on('end', () => {
  process.exit(1)
})
process.stderr.write('loaded\n')
