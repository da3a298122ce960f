import { isNotNull } from 'drizzle-orm'
import { countRows } from '../../db/read-rows.ts'
import type { Store } from '../../db/store.ts'
import type { Manifest } from '../../shared/backup/archive.ts'
import { loadFactorKey } from '../accounts/service.ts'
import type { Restored } from './restore.ts'

/** One thing that a restored installation has to have as the original had it. */
export interface Comparison {
  readonly what: string
  readonly expected: string
  readonly found: string
}

/**
 * Looks at a restored installation as the next start will see it, and says what it found beside what
 * the archive's manifest promises: rows of each table and their hash as they were read back, the head of
 * each chain, and whether the secrets of second factors open. @source BK-02
 */
export async function compareRestored(
  store: Store,
  dataDir: string,
  { manifest, readBack }: Pick<Restored, 'manifest' | 'readBack'>,
): Promise<readonly Comparison[]> {
  const tables: Comparison[] = []
  for (const { name, rows, sha256 } of manifest.tables) {
    const found = await countRows(store.t, store.read, name)
    tables.push({ what: `rows of ${name}`, expected: String(rows), found: String(found) })
    const hash = readBack.get(name)?.sha256 ?? 'none'
    tables.push({ what: `SHA-256 of ${name}`, expected: sha256, found: hash })
  }
  return [...tables, ...(await heads(store, manifest)), await factors(store, dataDir, manifest)]
}

async function heads(store: Store, { chains }: Manifest): Promise<readonly Comparison[]> {
  const found = await store.read.select().from(store.t.chainHead)
  const names = [...new Set([...chains, ...found].map(({ chain }) => chain))].sort()
  const text = (head: Manifest['chains'][number] | undefined): string =>
    head === undefined ? 'none' : `${head.seq} ${head.hash}`
  return names.map((name) => ({
    what: `head of chain ${name}`,
    expected: text(chains.find(({ chain }) => chain === name)),
    found: text(found.find(({ chain }) => chain === name)),
  }))
}

/** Where the key came from the environment, the secrets open where the same is set here. */
async function factors(
  { t: { account }, read }: Store,
  dataDir: string,
  { factorKey }: Manifest,
): Promise<Comparison> {
  const sealed = await read
    .select({ secret: account.totpSecret })
    .from(account)
    .where(isNotNull(account.totpSecret))
  const what = 'second factors that open'
  const expected = String(sealed.length)
  if (sealed.length === 0) return { what, expected, found: expected }
  const fromEnvironment = factorKey === 'environment' ? process.env['SECOND_FACTOR_KEY'] : undefined
  if (factorKey !== 'file' && (fromEnvironment ?? '') === '') {
    return { what, expected, found: '0: set SECOND_FACTOR_KEY as it was on the original server' }
  }
  const key = loadFactorKey(dataDir, fromEnvironment)
  const open = sealed.filter(({ secret }) => secret !== null && key.open(secret) !== null)
  return { what, expected, found: String(open.length) }
}
