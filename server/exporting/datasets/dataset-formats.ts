import type { ServerFormat } from '../format.ts'
import type { RunFamilies } from './tabulated.ts'
import type { DatasetWish } from './write-datasets.ts'

const TITLES = {
  SDTM: {
    XPT: { en: 'SDTM (SAS transport)', zh: 'SDTM（SAS传输文件）' },
    JSON: { en: 'SDTM (Dataset-JSON)', zh: 'SDTM（Dataset-JSON）' },
    NDJSON: { en: 'SDTM (Dataset-JSON, line by line)', zh: 'SDTM（Dataset-JSON，逐行）' },
  },
  ADaM: {
    XPT: { en: 'ADaM (SAS transport)', zh: 'ADaM（SAS传输文件）' },
    JSON: { en: 'ADaM (Dataset-JSON)', zh: 'ADaM（Dataset-JSON）' },
    NDJSON: { en: 'ADaM (Dataset-JSON, line by line)', zh: 'ADaM（Dataset-JSON，逐行）' },
  },
} as const

const CONTENT = {
  SDTM: {
    en: 'Tabulations of SDTMIG 3.4, each value traceable to its form, with Define-XML 2.1.',
    zh: '按SDTMIG 3.4制作的表格数据，每个值可追溯到表单，附Define-XML 2.1。',
  },
  ADaM: {
    en: 'Analysis datasets of the same results as the endpoints page, with Define-XML 2.1.',
    zh: '分析数据集，与终点页面同源，附Define-XML 2.1。',
  },
} as const

const READ_BY = {
  XPT: {
    en: 'SAS transport files, version 5: read by SAS and by haven in R.',
    zh: 'SAS传输文件第5版，可用SAS和R的haven读取。',
  },
  JSON: {
    en: 'Dataset-JSON 1.1: any language, texts of any length.',
    zh: 'Dataset-JSON 1.1：支持任何语言和任意长度的文本。',
  },
  NDJSON: {
    en: 'Dataset-JSON 1.1 with one row a line, for large files.',
    zh: 'Dataset-JSON 1.1，每行一条记录，适用于大文件。',
  },
} as const

type Standard = DatasetWish['standard']

/**
 * The formats of one standard, in the order in which they are offered. Its families, with the tables of
 * the standard, are loaded with the first export: hardly any start needs them.
 */
export function datasetFormats(
  standard: Standard,
  families: () => Promise<RunFamilies>,
): readonly ServerFormat[] {
  const base = standard.toLowerCase()
  return [
    formatOf({ key: base, standard, kind: 'XPT', families }),
    formatOf({ key: `${base}-json`, standard, kind: 'JSON', families }),
    formatOf({ key: `${base}-ndjson`, standard, kind: 'NDJSON', families }),
  ]
}

interface Of {
  readonly key: string
  readonly standard: Standard
  readonly kind: DatasetWish['kind']
  readonly families: () => Promise<RunFamilies>
}

function formatOf({ key, standard, kind, families }: Of): ServerFormat {
  const content = CONTENT[standard]
  const readBy = READ_BY[kind]
  return {
    key,
    title: TITLES[standard][kind],
    description: { en: `${content.en} ${readBy.en}`, zh: `${content.zh}${readBy.zh}` },
    deidentifies: true,
    async *files(input) {
      const { writeDatasets } = await import('./write-datasets.ts')
      yield* writeDatasets(input, { standard, kind, families: await families() })
    },
  }
}
