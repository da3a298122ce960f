import path from 'node:path'
import { analyse } from '../../../shared/endpoints/analyse.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import type { Trial } from '../../../shared/trial/trial.ts'
import { sha256 } from '../../audit/hash.ts'
import { loadFolder } from '../../importing/service.ts'
import { fact, required, type Check, type Line } from '../define.ts'
import { exportedTo } from '../export-study.ts'
import type { Workbench } from '../workbench.ts'

const CUTOFF = '2026-06-30' as IsoDate

/** What leaves the product comes back as it was. */
export const exportsReadBack: Check = {
  key: 'exports',
  part: 'operation',
  title: { en: 'Export and reading back', zh: '导出与读回' },
  about: {
    en: 'A made-up study of each protocol is exported as CSV and read again: no fault, the same rows, and the same analysis as before it was stored. Exported twice, the bytes are the same.',
    zh: '将各方案的虚构研究导出为 CSV 后读回：无故障，行数相同，分析结果与存储前一致。两次导出的字节完全相同。',
  },
  async run(bench) {
    const lines: Line[] = []
    for (const definition of builtInFamilies.protocols.all) {
      lines.push(...(await linesOf(bench, definition)))
    }
    return { lines }
  },
}

async function linesOf(bench: Workbench, definition: ProtocolDefinition): Promise<readonly Line[]> {
  const { key, trial } = await bench.study(definition)
  const folder = path.join(bench.folder, 'exports', key)
  const once = await exportedTo(bench, { study: key, format: 'csv', folder })
  const twice = await exportedTo(bench, { study: key, format: 'csv', folder: `${folder}-again` })
  const read = loadFolder(folder, definition)
  const files = filesOf(trial)
  const of = (label: Line['label']): Line['label'] => ({
    en: `${definition.key}: ${label.en}`,
    zh: `${definition.key}：${label.zh}`,
  })
  return [
    fact(of({ en: 'files', zh: '文件' }), once.size),
    required(of({ en: 'faults when read', zh: '读回故障' }), read.faults.length, 0),
    required(of({ en: 'rows', zh: '行数' }), rowsIn(read.trial, files), rowsIn(trial, files)),
    required(
      of({ en: 'analysis', zh: '分析结果' }),
      hashOfAnalysis(read.trial, definition),
      hashOfAnalysis(trial, definition),
    ),
    required(of({ en: 'exported again', zh: '再次导出' }), hashOfFiles(twice), hashOfFiles(once)),
  ]
}

/** Rows of the files that are named: an export also has one row for each form that holds others. */
function rowsIn({ subjects }: Trial, files: ReadonlySet<string>): number {
  return subjects
    .flatMap((subject) => Object.entries(subject.files))
    .filter(([file]) => files.has(file))
    .reduce((sum, [, rows]) => sum + rows.length, 0)
}

function filesOf({ subjects }: Trial): ReadonlySet<string> {
  return new Set(subjects.flatMap(({ files }) => Object.keys(files)))
}

/** Enough of a hash for a person to compare. */
const SHOWN = 16

function hashOfAnalysis(trial: Trial, definition: ProtocolDefinition): string {
  const options = { cutoff: CUTOFF, source: 'investigator' } as const
  const bySubjid = [...trial.subjects].sort((a, b) => (a.subjid < b.subjid ? -1 : 1))
  const analysis = analyse({ subjects: bySubjid }, definition, options, builtInFamilies)
  return sha256(canonicalJson(JSON.parse(JSON.stringify(analysis)))).slice(0, SHOWN)
}

function hashOfFiles(files: ReadonlyMap<string, string>): string {
  return sha256(canonicalJson([...files].sort())).slice(0, SHOWN)
}
