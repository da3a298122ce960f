import { writeSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openSqlite } from '../../db/open-sqlite.ts'
import { amend, saveNew } from './seed.ts'

// Started by the kill test: saves without end on the file named, several at a time, and prints
// each save only after it was acknowledged.
const [file = '', run = ''] = process.argv.slice(2)
const migrationsRoot = fileURLToPath(new URL('../../db/migrations', import.meta.url))
const store = await openSqlite({ path: file, migrationsRoot })

async function saver(name: string): Promise<void> {
  for (let n = 1; ; n += 1) {
    const id = `${run}-${name}-${n}`
    await saveNew(store, id, { AETERM: `first ${id}` })
    writeSync(1, `${id} 1\n`)
    const version = await amend(store, { id, items: { AETERM: `second ${id}` } })
    writeSync(1, `${id} ${version}\n`)
  }
}

await Promise.all(['a', 'b', 'c'].map(saver))
