import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { builtInFamilies } from '../../../shared/families.ts'
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts'
import { sha256 } from '../../audit/hash.ts'
import { compareRestored, isRefusal, restoreArchive, takeBackup } from '../../backup/service.ts'
import { openStore } from '../../open-store.ts'
import { fact, required, type Check } from '../define.ts'
import { exportedTo } from '../export-study.ts'
import type { Workbench } from '../workbench.ts'

const REFUSED = { en: 'refused', zh: '已拒绝' }
const PASSPHRASE = 'a passphrase of the rehearsal'
const SHOWN = 16

/** A backup of the bench, restored elsewhere. */
export const backup: Check = {
  key: 'backup',
  part: 'operation',
  title: { en: 'Rehearsal of backup and restore', zh: '备份与恢复演练' },
  about: {
    en: 'An encrypted backup of the made-up studies is restored into an empty folder: the rows of each table, the heads of the chains, the check of the trail and an export are equal. A wrong passphrase is refused.',
    zh: '将虚构研究的加密备份恢复到空文件夹：各表行数、链头、稽查轨迹检查及导出均一致。错误口令被拒绝。',
  },
  async run(bench) {
    const [definition] = builtInFamilies.protocols.all
    if (definition === undefined) throw new Error('There is no protocol.')
    const { key: study } = await bench.study(definition)
    const before = await exportHash(bench, study, 'before')
    const place = path.join(bench.folder, 'backup')
    mkdirSync(place)
    const sealer = { kind: 'passphrase', passphrase: PASSPHRASE } as const
    const { store, actor, dataDir } = bench
    const file = path.join(place, 'rehearsal.hbk')
    const made = await takeBackup(actor, { store, dataDir, sealer, to: file, factorKeySet: false })
    const restore = (passphrase: string, to: string) =>
      restoreArchive({
        ...{ archive: { file, opener: { passphrase } }, dataDir: path.join(place, to) },
        ...{ postgres: null, acceptFaults: false },
        settle: () => Promise.resolve(),
      })
    const wrong = await restore('another passphrase', 'wrong').then(
      () => ({ en: 'restored', zh: '已恢复' }),
      (error: unknown) => {
        if (isRefusal(error, 'passphrase-wrong')) return REFUSED
        throw error
      },
    )
    const back = await restore(PASSPHRASE, 'restored')
    const { manifest, report } = back
    const restored = await openStore({ dataDir: path.join(place, 'restored') })
    try {
      const compared = await compareRestored(restored, path.join(place, 'restored'), back)
      const different = compared.filter(({ expected, found }) => expected !== found)
      const after = await exportHash({ ...bench, store: restored }, study, 'after')
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      return {
        lines: [
          fact(
            { en: 'Archive', zh: '归档文件' },
            `${made.size} B, SHA-256 ${made.sha256.slice(0, SHOWN)}`,
          ),
          fact({ en: 'Rows', zh: '行数' }, rows),
          fact({ en: 'Compared', zh: '已比对' }, compared.length),
          required(
            { en: 'Different', zh: '不一致' },
            different.map(({ what }) => what).join(', ') || '0',
            '0',
          ),
          required({ en: 'Faults of the trail', zh: '稽查轨迹故障' }, report.faults.length, 0),
          required({ en: 'Export of a study', zh: '研究导出' }, after, before),
          required({ en: 'Wrong passphrase', zh: '错误口令' }, wrong, REFUSED),
        ],
      }
    } finally {
      await restored.close()
    }
  },
}

async function exportHash(
  { store, actor, folder }: Pick<Workbench, 'store' | 'actor' | 'folder'>,
  study: string,
  name: string,
): Promise<string> {
  const to = path.join(folder, `exported-${name}`)
  const files = await exportedTo({ store, actor }, { study, format: 'csv', folder: to })
  return sha256(canonicalJson([...files].sort())).slice(0, SHOWN)
}
