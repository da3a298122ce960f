import { existsSync } from 'node:fs'
import path from 'node:path'
import { databaseFacts } from '../../../db/database-facts.ts'
import type { Store } from '../../../db/store.ts'
import { verify } from '../../audit/verify.ts'
import { openStore } from '../../open-store.ts'
import { planUpgrade } from '../../upgrade/service.ts'
import { fact, required, same, type Check, type CheckFindings, type Line } from '../define.ts'
import type { Installation } from '../workbench.ts'

/** The database of the installation, which is only read. */
export const database: Check = {
  key: 'database',
  part: 'installation',
  title: { en: 'Database of the installation', zh: '安装的数据库' },
  about: {
    en: 'The schema is the one of this version; audit trail, records, signatures and snapshots have no fault. It is opened as a server opens it; no row is written.',
    zh: '数据库结构与本版本一致；稽查轨迹、记录、签名与数据快照无故障。以与服务相同的方式打开；不写入任何数据行。',
  },
  async run({ installation }) {
    if (!isThere(installation)) return absent(installation, installation.dataDir)
    const { original, from, known, pending } = await planUpgrade(installation)
    if (from === null) return absent(installation, original.place)
    const last = known.at(-1)?.name ?? ''
    const lines = [
      fact({ en: 'Place', zh: '位置' }, original.place),
      required({ en: 'Last step of the schema', zh: '数据库结构的最后步骤' }, from, last),
    ]
    // Opened as every start opens it, it would be brought up to date.
    if (pending.length > 0) return { lines }
    const store = await openStore(installation)
    try {
      return { lines: [...lines, ...(await storedLines(store))] }
    } finally {
      await store.close()
    }
  },
}

/** None is there: as it has to be before the first start, else the wrong place was named. */
function absent({ isNew }: Installation, place: string): CheckFindings {
  if (isNew) {
    return {
      notApplicable: {
        en: `There is no installation in ${place} yet: it is made at the first start.`,
        zh: `${place} 中尚无安装：首次启动时建立。`,
      },
    }
  }
  const found = { en: `none in ${place}`, zh: `${place} 中没有` }
  return {
    lines: [required({ en: 'Installation', zh: '安装' }, found, { en: 'there', zh: '存在' })],
  }
}

function isThere({ dataDir, databaseUrl }: Installation): boolean {
  return databaseUrl !== '' || existsSync(path.join(dataDir, 'hepatrial.sqlite'))
}

async function storedLines(store: Store): Promise<readonly Line[]> {
  const { version, bytes } = await databaseFacts(store)
  const { chains, entries, records, faults } = await verify(store)
  const kinds = [...new Set(faults.map(({ kind }) => kind))].join(', ')
  const engine = store.engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'
  return [
    fact({ en: 'Engine', zh: '引擎' }, `${engine} ${version}`),
    fact({ en: 'Size', zh: '大小' }, `${(bytes / 1e6).toFixed(1)} MB`),
    fact(
      { en: 'Checked', zh: '已检查' },
      {
        en: `${chains} audit chains, ${entries} entries, ${records} records`,
        zh: `${chains} 条稽查链，${entries} 条记录，${records} 份表单`,
      },
    ),
    required(
      { en: 'Faults', zh: '故障' },
      faults.length === 0 ? same(0) : same(`${faults.length}: ${kinds}`),
      0,
    ),
  ]
}
