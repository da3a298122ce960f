import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { studyParams } from './studies.ts'

export const snapshotSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    purpose: z.string().nullable(),
    /** Last entry of the trail that counts, and its time. */
    seq: z.number(),
    asOf: z.string(),
    /** Clinical cut-off that analyses of it take unless asked otherwise. */
    cutoff: z.string().nullable(),
    definitionVersion: z.number(),
    /** SHA-256 over every record as it stood, and over the definition. */
    hash: z.string(),
    madeBy: z.string(),
    madeAt: z.string(),
  })
  .meta({ id: 'Snapshot' })
export type SnapshotView = z.output<typeof snapshotSchema>

export const listSnapshots = defineRoute({
  id: 'listSnapshots',
  tag: 'snapshots',
  summary: 'Snapshots of a study, newest first',
  method: 'get',
  path: '/api/studies/:study/snapshots',
  access: 'analysis.read',
  params: studyParams,
  response: z.object({ snapshots: z.array(snapshotSchema) }),
})

export const makeSnapshot = defineRoute({
  id: 'makeSnapshot',
  tag: 'snapshots',
  summary: 'Keep the state of the data at a moment, for ever, under a name',
  method: 'post',
  path: '/api/studies/:study/snapshots',
  access: 'snapshot.make',
  params: studyParams,
  body: z.object({
    name: z.string().trim().min(1).max(100),
    purpose: z.string().trim().max(500).optional(),
    /** A moment of the past, ISO 8601 in UTC; the present where none is given. */
    asOf: z.iso.datetime().optional(),
    /** In place of a moment: the last entry of the study's trail that counts. */
    seq: z.number().int().min(1).optional(),
    cutoff: z.iso.date().optional(),
  }),
  response: snapshotSchema,
  status: 201,
  idempotent: true,
})

export const snapshotDifferenceSchema = z.object({
  subjid: z.string(),
  visit: z.string().nullable(),
  form: z.string(),
  rowKey: z.string(),
  /** Of the record: whether it is in one snapshot alone, was removed, or only some values differ. */
  kind: z.enum(['added', 'removed', 'changed']),
  item: z.string(),
  /** Names the row of the form's group; empty outside one. */
  groupRow: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type SnapshotDifference = z.output<typeof snapshotDifferenceSchema>

export const compareSnapshots = defineRoute({
  id: 'compareSnapshots',
  tag: 'snapshots',
  summary: 'What differs between a snapshot and another, or the present, by subject and field',
  method: 'get',
  path: '/api/studies/:study/snapshots/:snapshot/differences',
  access: 'data.export',
  params: studyParams.extend({ snapshot: z.string() }),
  query: z.object({
    /** The later state: another snapshot's id; the present where none is given. */
    to: z.string().optional(),
  }),
  response: z.object({
    from: snapshotSchema,
    to: snapshotSchema.nullable(),
    differences: z.array(snapshotDifferenceSchema),
  }),
})
