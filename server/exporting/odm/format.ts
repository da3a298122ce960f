import { eq, and, lte, inArray } from 'drizzle-orm'
import { studyElement } from '../../../shared/exports/odm/metadata.ts'
import { startTag } from '../../../shared/exports/odm/xml.ts'
import { sha256 } from '../../audit/hash.ts'
import type { FormatFile, FormatInput, ServerFormat } from '../format.ts'
import { adminData } from './admin-data.ts'
import { inPieces } from './pieces.ts'
import { snapshotData } from './snapshot.ts'
import { readState, type OdmState } from './state.ts'
import { studyNotes, transactions } from './transactional.ts'
import { twinData } from './twin-data.ts'

type FileType = 'Snapshot' | 'Transactional'

/** The study as ODM: its definition, its people and the data as they stand, each with who made it. */
export const odmFormat: ServerFormat = {
  key: 'odm',
  title: { en: 'ODM 1.3.2 snapshot', zh: 'ODM 1.3.2快照' },
  description: {
    en: 'One XML file by the CDISC standard: the whole definition of the study in both languages, people and sites, and the data with the audit record of each value, signatures, queries and verifications. De-identified, it holds the definition and the data alone.',
    zh: '符合CDISC标准的单个XML文件：包含完整的双语研究定义、人员与中心，以及数据（每个数值附稽查记录）、电子签名、质疑和源数据核查。去标识化副本仅含研究定义和数据。',
  },
  deidentifies: true,
  async *files(input) {
    yield input.twin === null
      ? await fullFile(input, { type: 'Snapshot', name: 'odm.xml' })
      : twinFile(input)
  },
}

/** The audit trail as ODM: every entry as a transaction. */
export const odmTransactionalFormat: ServerFormat = {
  key: 'odm-transactional',
  title: { en: 'ODM 1.3.2 transactions', zh: 'ODM 1.3.2事务' },
  description: {
    en: 'The whole audit trail as one XML file by the CDISC standard: each entry, in its order, as what it put in, changed or took away, with who, where, when and why.',
    zh: '以符合CDISC标准的单个XML文件导出完整稽查轨迹：按顺序列出每条记录的新增、修改或删除，并注明人员、地点、时间和原因。',
  },
  deidentifies: false,
  async *files(input) {
    // Names and the trail are all that it is: there is no copy without them.
    if (input.twin !== null) return
    yield await fullFile(input, { type: 'Transactional', name: 'odm-transactional.xml' })
  },
}

interface Wish {
  readonly type: FileType
  readonly name: string
}

async function fullFile(input: FormatInput, { type, name }: Wish): Promise<FormatFile> {
  const state = await readState(input)
  return {
    name,
    rows: await countRows(state, type),
    mediaType: 'application/xml',
    pieces: () => inPieces(fullText(state, type)),
  }
}

async function* fullText(state: OdmState, type: FileType): AsyncGenerator<string> {
  const { study, mark } = state.input
  yield head(state.input, { type, identity: [String(state.seq), state.hash] })
  yield* studyElement({ ...study, mark, versions: state.versions })
  yield await adminData(state)
  if (type === 'Snapshot') {
    yield* snapshotData(state)
    yield* studyNotes(state, ({ entity }) => entity === 'dataLock' || entity === 'signature')
  } else {
    yield* transactions(state)
    yield* studyNotes(state, () => true)
  }
  yield '</ODM>\n'
}

function twinFile(input: FormatInput): FormatFile {
  return {
    name: 'odm.xml',
    rows: input.subjectCount,
    mediaType: 'application/xml',
    pieces: () => inPieces(twinText(input)),
  }
}

async function* twinText(input: FormatInput): AsyncGenerator<string> {
  const { definition, definitionVersion: number, study, mark } = input
  const versions = [{ number, definition }]
  yield head(input, { type: 'Snapshot', identity: ['deidentified', input.snapshot?.hash ?? ''] })
  yield* studyElement({ ...study, mark, versions })
  yield* twinData(input)
  yield '</ODM>\n'
}

interface Head {
  readonly type: FileType
  /** What the file was made from, for its identifier. */
  readonly identity: readonly string[]
}

const ABOUT =
  'SeqNum of an annotation and SourceID of an audit record are the number of the entry in the audit trail. Characters that XML cannot hold stand as \\u and their number.'

function head(input: FormatInput, { type, identity }: Head): string {
  const { study, sites, stateAt, programVersion } = input
  const place = sites.kind === 'all' ? [] : [...sites.ids].sort()
  const id = sha256([...identity, ...place].join(' '))
  return `<?xml version="1.0" encoding="UTF-8"?>\n${startTag('ODM', {
    xmlns: 'http://www.cdisc.org/ns/odm/v1.3',
    ODMVersion: '1.3.2',
    FileType: type,
    Granularity: sites.kind === 'some' && sites.ids.length === 1 ? 'SingleSite' : 'All',
    FileOID: `ODM.${study.key}.${type}.${id}`,
    CreationDateTime: stateAt,
    AsOfDateTime: stateAt,
    Description: ABOUT,
    SourceSystem: 'Hepatrial',
    SourceSystemVersion: programVersion,
  })}\n`
}

/** Filled forms of a snapshot, or entries of the trail. */
async function countRows({ input, seq }: OdmState, type: FileType): Promise<number> {
  const { store, study, sites } = input
  const { auditEntry: e } = store.t
  const here = and(
    eq(e.chain, study.id),
    lte(e.seq, seq),
    sites.kind === 'all' ? undefined : inArray(e.siteId, [...sites.ids]),
  )
  if (type === 'Transactional') return store.read.$count(e, here)
  const firsts = and(here, eq(e.entity, 'record'))
  const rows = await store.read.selectDistinct({ id: e.entityId }).from(e).where(firsts)
  return rows.length
}
